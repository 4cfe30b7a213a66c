package dev.cress.entity;

import dev.cress.connection.HashPage;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.script.claim.ClaimScripts;
import dev.cress.script.claim.ClaimedValue;
import dev.cress.script.claim.ReserveReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Frees values that entities have given up. The script that takes a value from an entity notes it in the outbox of the partition; who writes there next reads the outbox, one at a time in a
 * program, and frees each value unless somebody has it again. What a program that dies leaves there, the next one does.
 */
final class Outboxes {

    private static final int AT_A_TIME = 512;
    private static final int CONCURRENCY = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Outboxes.class);

    private final OpenStore<?> store;
    private final Reservations reservations;
    private final Map<Integer, AtomicInteger> asked = new ConcurrentHashMap<>();

    Outboxes(OpenStore<?> store, Reservations reservations) {
        this.store = store;
        this.reservations = reservations;
    }

    void tidy(int partition) {
        AtomicInteger wanted = asked.computeIfAbsent(partition, any -> new AtomicInteger());
        if (wanted.getAndIncrement() > 0) {
            return; // whoever does it does it again
        }
        Mono.defer(() -> {
                    wanted.set(1);
                    return free(partition);
                })
                .repeat(() -> !wanted.compareAndSet(1, 0))
                .subscribe(done -> {}, failure -> {
                    wanted.set(0);
                    LOG.debug("values that were given up were not freed", failure);
                });
    }

    private Mono<Void> free(int partition) {
        byte[] outbox = store.keys().partition(partition).outbox();
        return store.executor()
                .execute(Role.READ, Requests.hashPage(outbox, "0", AT_A_TIME))
                .flatMapIterable(Outboxes::entries)
                .flatMap(entry -> free(outbox, entry), CONCURRENCY)
                .then();
    }

    private record Entry(ClaimedValue value, byte[] version) {}

    private static List<Entry> entries(HashPage page) {
        List<byte[]> fields = page.fields();
        return IntStream.range(0, fields.size() / 2)
                .mapToObj(i -> new Entry(ClaimedValue.ofField(fields.get(2 * i)), fields.get(2 * i + 1)))
                .toList();
    }

    private Mono<Boolean> free(byte[] outbox, Entry entry) {
        return reservations.look(entry.value()).flatMap(reply -> {
            Mono<Boolean> settled = settle(outbox, entry);
            return reply instanceof ReserveReply.Taken taken // perhaps by now for somebody else
                    ? reservations.vacate(entry.value(), taken).then(settled)
                    : settled;
        });
    }

    private Mono<Boolean> settle(byte[] outbox, Entry entry) {
        return Mono.defer(() -> store.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                ClaimScripts.SETTLE,
                                List.of(outbox),
                                ClaimScripts.settleArguments(entry.value(), entry.version()))));
    }
}

package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.script.entity.LifeScripts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads fields of entities that can expire, together with the time of the servers that have them: one round trip.
 *
 * <p><b>Consistency</b> The time is asked before the fields, so an entity that was alive then counts as alive: at some moment of the call it was. When the time was late (a script that had to be sent in
 * full, a repeated request), an entity whose life ended meanwhile by that time might have begun another one before it was read; then all is read again.
 */
final class LivingRows {

    private static final byte[] VERSION_FIELD = {0, 'v'};
    private static final byte[] END_FIELD = {0, 'x'};

    /** Where the fields begin in a reply: behind version and end of life. */
    static final int FIELDS = 2;

    private final OpenStore<?> store;

    LivingRows(OpenStore<?> store) {
        this.store = store;
    }

    /** Version, end and fields of each, null for what is absent. */
    Mono<List<@Nullable List<byte @Nullable []>>> read(List<Located> located, List<byte[]> fields) {
        return Mono.defer(() -> read(located, fields, true));
    }

    /** What is left of a life, empty for what is absent. */
    Mono<Lifespan> lifespan(Located one) {
        return Mono.defer(() -> ask(List.of(one), List.of())).flatMap(answer -> Mono.justOrEmpty(answer.lifespan(one)));
    }

    private Mono<List<@Nullable List<byte @Nullable []>>> read(
            List<Located> located, List<byte[]> fields, boolean again) {
        return ask(located, fields)
                .flatMap(answer -> again && answer.isDoubtful(located)
                        ? read(located, fields, false)
                        : Mono.just(answer.living(located)));
    }

    private Mono<Answer> ask(List<Located> located, List<byte[]> fields) {
        List<byte[]> all = new ArrayList<>(fields.size() + FIELDS);
        all.add(VERSION_FIELD);
        all.add(END_FIELD);
        all.addAll(fields);
        HashFields asked = HashFields.of(all);
        List<Integer> partitions =
                located.stream().map(Located::partition).distinct().toList();
        List<Request<List<byte @Nullable []>>> requests = new ArrayList<>(partitions.size() + located.size());
        partitions.forEach(partition -> requests.add(Requests.script(
                LifeScripts.CLOCK, List.of(store.keys().partition(partition).meta()), List.of())));
        located.forEach(one -> requests.add(Requests.hashFields(store.entityKey(one), asked)));
        long begun = System.nanoTime();
        return store.executor().executeAll(Role.READ, requests).map(replies -> {
            Map<Integer, Long> clocks = new HashMap<>();
            for (int i = 0; i < partitions.size(); i++) {
                clocks.put(partitions.get(i), number(replies.get(i).get(0)));
            }
            long elapsed = 1 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return new Answer(clocks, replies.subList(partitions.size(), replies.size()), elapsed);
        });
    }

    private static long number(byte @Nullable [] text) {
        try {
            return text == null ? Long.MAX_VALUE : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new StoredDataException("an entity has an end of life that is no number", e);
        }
    }

    /** Times by partition, and what was read in how many milliseconds. */
    private record Answer(Map<Integer, Long> clocks, List<List<byte @Nullable []>> rows, long elapsed) {

        private long clock(Located one) {
            return clocks.getOrDefault(one.partition(), 0L);
        }

        private boolean isDoubtful(List<Located> located) {
            for (int i = 0; i < rows.size(); i++) {
                long end = number(rows.get(i).get(1));
                long now = clock(located.get(i));
                if (end <= now && end > now - elapsed) {
                    return true;
                }
            }
            return false;
        }

        private List<@Nullable List<byte @Nullable []>> living(List<Located> located) {
            List<@Nullable List<byte @Nullable []>> living = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                List<byte @Nullable []> row = rows.get(i);
                boolean lives = row.get(0) != null && number(row.get(1)) > clock(located.get(i));
                living.add(lives ? row : null);
            }
            return living;
        }

        private @Nullable Lifespan lifespan(Located one) {
            List<byte @Nullable []> row = rows.get(0);
            long end = number(row.get(1));
            return row.get(0) == null || end <= clock(one)
                    ? null
                    : new Lifespan(
                            Instant.ofEpochMilli(clock(one)),
                            end == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end)));
        }
    }
}

package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.key.PartitionKeys;
import dev.cress.script.entity.DueReply;
import dev.cress.script.entity.LifeScripts;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Removes what is due in one partition, batch by batch, until nothing is. For one run. */
final class PartitionSweep {

    /** Scripts that are under way together. */
    private static final int BATCH = 64;

    /** More than any batch takes. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final OpenStore<?> store;
    private final int partition;
    private final String sweeper;
    private long removed;
    private int stuck;
    private long lateMillis;

    /**
     * @param sweeper who sweeps; empty for one who does not mind others
     */
    PartitionSweep(OpenStore<?> store, int partition, String sweeper) {
        this.store = store;
        this.partition = partition;
        this.sweeper = sweeper;
    }

    /** Sweeps; emits this. */
    Mono<PartitionSweep> run() {
        return store.executor().execute(Role.WRITE, due()).flatMap(this::run);
    }

    /** Sweeps what a first reply to {@link #due} says, and what follows; emits this. */
    Mono<PartitionSweep> run(DueReply first) {
        return end(first)
                .expand(more ->
                        more ? store.executor().execute(Role.WRITE, due()).flatMap(this::end) : Mono.empty())
                .then(Mono.just(this));
    }

    /** Asks what is due. */
    Request<DueReply> due() {
        PartitionKeys keys = store.keys().partition(partition);
        return Requests.repeatableScript(
                LifeScripts.DUE,
                List.of(keys.sweeper(), keys.expiry()),
                LifeScripts.dueArguments(sweeper, LEASE.toMillis(), stuck, BATCH));
    }

    /** Whether more may be due. */
    private Mono<Boolean> end(DueReply reply) {
        if (reply instanceof DueReply.Corrupt corrupt) {
            return Mono.error(new StoredDataException(corrupt.key() + " " + corrupt.detail(), null));
        }
        if (!(reply instanceof DueReply.Due due) || due.ids().isEmpty()) {
            return Mono.just(false);
        }
        lateMillis = Math.max(lateMillis, due.late());
        return new Endings(store).end(partition, due.ids()).map(outcome -> {
            removed += outcome.removed();
            stuck += outcome.stuck();
            return due.ids().size() == BATCH;
        });
    }

    int partition() {
        return partition;
    }

    /** How many entities were removed. */
    long removed() {
        return removed;
    }

    /** How many entities are due and not as the layout has them. */
    int stuck() {
        return stuck;
    }

    /** For how long the life of the first one has been over. */
    Duration lag() {
        return Duration.ofMillis(lateMillis);
    }
}

package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.script.entity.DueReply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Removes in the background what is over, and changes what refers to what is removed where somebody has broken off, in every store that was opened and can have such: each partition by one sweeper at a time of all programs. A round asks all partitions in one round trip, and goes
 * on where something is due. Renames over partitions that were broken off are brought to an end when a store is opened, since a program that died is started again.
 *
 * <p><b>Failure</b> A round that fails is logged once, and tried again with the next one.
 */
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final int PARTITIONS_AT_A_TIME = 256;
    private static final int SWEEPS_AT_A_TIME = 4;

    /** Removals that were noted are looked for so seldom, since those that are under way have notes too. */
    private static final int ROUNDS_BETWEEN_NOTES = 60;

    private final String name = UUID.randomUUID().toString();
    private final Duration period;
    private final Consumer<Swept> listener;
    private final Scheduler scheduler;
    private final Disposable.Composite rounds = Disposables.composite();

    /**
     * A sweeper that does nothing yet.
     *
     * @param period how long to pause between rounds
     * @param listener is told of what was done
     * @param scheduler times the rounds
     */
    public Sweeper(Duration period, Consumer<Swept> listener, Scheduler scheduler) {
        this.period = period;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    /**
     * Sweeps a store from now on.
     *
     * @param store an open store; one whose entities neither expire nor leave their partition, and whose deletions change nothing else, is left alone
     */
    public void start(OpenStore<?> store) {
        if (store.moves() || store.followed()) {
            rounds.add(new PendingMoves(store)
                    .resolveAll()
                    .subscribe(
                            ended -> LOG.debug(
                                    "{} renames of {} were broken off, and are finished",
                                    ended,
                                    store.model().name()),
                            failure -> LOG.warn(
                                    "renames of {} that were broken off are not finished; call Maintenance.finishRenames(): {}",
                                    store.model().name(),
                                    failure.toString())));
        }
        if (store.model().expires() || store.noted()) {
            rounds.add(new Rounds(store)
                    .flux()
                    .subscribe(
                            nothing -> {},
                            failure -> LOG.warn(
                                    "{} is swept no more", store.model().name(), failure)));
        }
    }

    /** Stops. What is under way is finished by the server, or not. */
    public void stop() {
        rounds.dispose();
    }

    /** The rounds over one store. */
    private final class Rounds {

        private final OpenStore<?> store;
        private boolean failing;
        private long rounds;

        private Rounds(OpenStore<?> store) {
            this.store = store;
        }

        private Flux<Void> flux() {
            return Mono.defer(this::round)
                    .doOnSuccess(done -> failing = false)
                    .onErrorResume(this::failed)
                    .then(Mono.defer(() -> Mono.delay(jittered(), scheduler)).then())
                    .repeat();
        }

        private Duration jittered() {
            return period.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121))
                    .dividedBy(100);
        }

        private Mono<Void> failed(Throwable failure) {
            if (!failing) {
                LOG.warn(
                        "sweeping {} failed, and is tried again: {}",
                        store.model().name(),
                        failure.toString());
            }
            failing = true;
            return Mono.empty();
        }

        private Mono<Void> round() {
            boolean finishes = store.noted() && rounds++ % ROUNDS_BETWEEN_NOTES == 1;
            Mono<Void> ends = store.model().expires() ? ended() : Mono.empty();
            return finishes ? ends.then(Settlement.all(store, name)).then() : ends;
        }

        private Mono<Void> ended() {
            List<PartitionSweep> sweeps = IntStream.range(
                            0, store.keys().partitioning().count())
                    .mapToObj(partition -> new PartitionSweep(store, partition, name))
                    .toList();
            return Flux.fromIterable(sweeps)
                    .buffer(PARTITIONS_AT_A_TIME)
                    .concatMap(this::sweep, 0)
                    .then();
        }

        private Flux<PartitionSweep> sweep(List<PartitionSweep> sweeps) {
            List<Request<DueReply>> asked =
                    sweeps.stream().map(PartitionSweep::due).toList();
            return store.executor()
                    .executeAll(Role.WRITE, asked)
                    .flatMapMany(replies -> Flux.range(0, replies.size())
                            .flatMap(i -> sweeps.get(i).run(replies.get(i)), SWEEPS_AT_A_TIME))
                    .doOnNext(this::tell);
        }

        private void tell(PartitionSweep sweep) {
            if (sweep.removed() > 0 || sweep.stuck() > 0) {
                listener.accept(new Swept(
                        store.model().name(), sweep.partition(), sweep.removed(), sweep.lag(), sweep.stuck()));
            }
        }
    }
}

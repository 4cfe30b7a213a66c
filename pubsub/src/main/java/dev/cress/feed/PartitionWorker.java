package dev.cress.feed;

import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.OpenStore;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.feed.Backlog.Pending;
import dev.cress.feed.GroupSignal.Reason;
import dev.cress.line.Wakeup;
import dev.cress.metric.CressMeter;
import dev.cress.script.feed.LeaseReply;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Handles the events of one partition, one after the other, for as long as a member has it.
 *
 * <p><b>Ordering</b> The next event, of the partition or of its entity, is begun after the one before was done or buried, and only while the lease is not over. Places are kept behind the work,
 * never ahead of it.
 */
final class PartitionWorker<T> {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_UNAVAILABLE = Duration.ofMillis(100);

    private final OpenStore<T> store;
    private final GroupOptions options;
    private final Lease lease;
    private final Lag lag;
    private final EventHandling<T> handling;
    private final Consumer<GroupSignal> signals;
    private final EventDecoder<T> decoder;
    private final PartitionPositions positions;
    private final Losses losses;
    private final Backlog<T> backlog;
    private final Wakeup wakeup = new Wakeup();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private volatile boolean stopping;
    private volatile Position done;
    private volatile Position kept;
    private volatile int attempts;
    private volatile boolean back;
    private int sinceKept;
    private long keptAt = System.nanoTime();

    PartitionWorker(
            OpenStore<T> store,
            GroupOptions options,
            Lease lease,
            LeaseReply.Leased leased,
            Lag lag,
            EventHandling<T> handling,
            Consumer<GroupSignal> signals) {
        this.store = store;
        this.options = options;
        this.lease = lease;
        this.lag = lag;
        this.handling = handling;
        this.signals = signals;
        Position place = new Position(leased.version(), leased.number());
        this.backlog = new Backlog<>(options.order(), place, leased.attempts(), leased.buried());
        this.attempts = leased.attempts();
        this.done = place;
        this.kept = place;
        this.decoder = new EventDecoder<>(store.model());
        this.positions = PartitionPositions.ofOne(
                store.model().name(),
                store.keys().partitioning().count(),
                lease.partition(),
                place,
                options.start() instanceof FeedStart.Beginning);
        this.losses = new Losses(options.loss(), positions, lag.meters());
        lag.at(lease.partition(), place);
    }

    Lease lease() {
        return lease;
    }

    Wakeup wakeup() {
        return wakeup;
    }

    /** Ends the work after the event that is being handled. */
    void stop() {
        stopping = true;
        stopped.tryEmitEmpty();
        wakeup.ringForEvery();
    }

    /** Works; completes with the reason when the member has the partition no more. */
    Mono<Reason> run() {
        return Mono.defer(this::step)
                .onErrorResume(PartitionWorker::isPassing, failure -> pause(PAUSE_WHEN_UNAVAILABLE))
                .repeat(() -> !ended())
                .then(Mono.defer(this::giveBack));
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof TransientRedisDataException || failure instanceof OutcomeUnknownException;
    }

    private boolean ended() {
        return stopping || lease.isOver();
    }

    private Mono<Void> pause(Duration time) {
        return Mono.firstWithSignal(Mono.delay(time).then(), stopped.asMono());
    }

    /** Keeps what is done, and lets others have the partition. */
    Mono<Reason> giveBack() {
        if (lease.isOver()) {
            return Mono.just(lease.isLost() ? Reason.FENCED : Reason.LAPSED);
        }
        return keep().then(Mono.defer(lease::release))
                .map(outcome -> outcome == Lease.Outcome.KEPT ? Reason.RELEASED : Reason.FENCED)
                .onErrorReturn(PartitionWorker::isPassing, Reason.LAPSED);
    }

    private Mono<Void> step() {
        Pending<T> due = backlog.due();
        if (due != null) {
            return attempt(due);
        }
        return backlog.admits() ? read() : pause(untilDue());
    }

    private Duration untilDue() {
        return Duration.ofNanos(Math.min(POLL_INTERVAL.toNanos(), backlog.untilDue()));
    }

    /** From behind what was taken, whatever was read before: a page may have been given up. */
    private Mono<Void> read() {
        Position place = backlog.readTo();
        positions.skipTo(lease.partition(), place);
        wakeup.clear();
        return store.executor()
                .execute(
                        Role.FEED,
                        StreamRequests.entriesAfter(
                                store.keys().partition(lease.partition()).stream(),
                                place.version(),
                                place.number(),
                                FeedReader.PAGE))
                .publishOn(Schedulers.parallel())
                .flatMap(entries -> entries.isEmpty() ? idle() : handle(entries.iterator()));
    }

    /** Nothing to read: keeps what is done, looks whether there should be something, and waits. */
    private Mono<Void> idle() {
        tell(losses.nothingToRead(lease.partition()));
        backlog.skipTo(positions.of(lease.partition()));
        moved();
        return keep().then(FeedHeads.read(store, List.of(lease.partition()))).flatMap(heads -> {
            try {
                return positions.isAhead(lease.partition(), heads.get(0))
                        ? Mono.empty()
                        : wakeup.await(untilDue()).then();
            } catch (HistoryRewoundException loss) {
                tell(losses.rewound(loss));
                goBack();
                return Mono.empty();
            }
        });
    }

    private Mono<Void> handle(Iterator<StreamEntry> entries) {
        return Mono.defer(() -> {
                    Pending<T> due = backlog.due();
                    return due != null ? attempt(due) : handleOne(entries.next());
                })
                .then(Mono.fromSupplier(() -> entries.hasNext() && !ended() && backlog.admits() && isInOrder()))
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    /** Otherwise all are to be read anew. */
    private boolean isInOrder() {
        return backlog.readTo().equals(positions.of(lease.partition()))
                && backlog.readTo().number() > 0;
    }

    private Mono<Void> handleOne(StreamEntry entry) {
        Position place = new Position(entry.time(), entry.sequence());
        tell(losses.advance(lease.partition(), place));
        if (!positions.of(lease.partition()).equals(place)) {
            goBack();
            return Mono.empty(); // what follows in this page is read again
        }
        Pending<T> pending = backlog.take(decoder.decode(entry, positions.token()), entry);
        moved();
        return pending == null ? Mono.empty() : attempt(pending);
    }

    private Mono<Void> attempt(Pending<T> pending) {
        if (ended()) {
            return Mono.empty();
        }
        Throwable givenUp = pending.givenUp();
        if (givenUp != null) {
            return bury(pending, givenUp);
        }
        return handling.handle(pending.event(), pending.attempts() + 1, lease.fence(), place(pending))
                .then(Mono.<Void>fromRunnable(() -> finished(pending)))
                .onErrorResume(failure -> failed(pending, failure))
                .then(Mono.defer(this::keepIfDue));
    }

    private Delivery.@Nullable Place place(Pending<T> pending) {
        return options.order() == GroupOrder.PARTITION ? lease.place(pending.place()) : null;
    }

    private void finished(Pending<T> pending) {
        backlog.done(pending);
        sinceKept++;
        moved();
    }

    private void moved() {
        done = backlog.place();
        attempts = backlog.attempts();
        lag.at(lease.partition(), done);
    }

    private Mono<Void> failed(Pending<T> pending, Throwable failure) {
        int attempt = pending.attempts() + 1;
        if (attempt >= options.attempts() || failure instanceof RejectedEventException) {
            backlog.giveUp(pending, failure);
            return bury(pending, failure);
        }
        Duration pause = options.pauseAfter(attempt);
        backlog.failed(pending, System.nanoTime() + pause.toNanos());
        signals.accept(new GroupSignal.Retrying(
                lease.partition(), pending.event().id(), pending.event().version(), attempt, failure));
        moved();
        return lease.commit(done, attempts).publishOn(Schedulers.parallel()).then();
    }

    private Mono<Void> bury(Pending<T> pending, Throwable failure) {
        return lease.bury(pending, backlog, failure, options.deadLetters())
                .publishOn(Schedulers.parallel())
                .doOnNext(outcome -> {
                    if (outcome == Lease.Outcome.KEPT) {
                        finished(pending);
                        kept = done;
                        lag.meters().count(CressMeter.GROUP_DEAD_LETTERS);
                        signals.accept(new GroupSignal.Buried(
                                lease.partition(),
                                pending.event().id(),
                                pending.event().version(),
                                pending.attempts(),
                                failure));
                    }
                })
                .then();
    }

    private void goBack() {
        backlog.restart(positions.of(lease.partition()));
        moved();
        back = true;
    }

    private Mono<Void> keepIfDue() {
        boolean due = sinceKept >= ConsumerGroup.COMMIT_EVERY
                || System.nanoTime() - keptAt >= options.lease().toNanos() / 10;
        return due && !ended() ? keep() : Mono.empty();
    }

    private Mono<Void> keep() {
        Position place = done;
        if (place.equals(kept)) {
            return Mono.empty();
        }
        return (back ? lease.commitBack(place) : lease.commit(place, attempts))
                .doOnNext(outcome -> {
                    back = false;
                    kept = place;
                    sinceKept = 0;
                    keptAt = System.nanoTime();
                })
                .publishOn(Schedulers.parallel())
                .then();
    }

    private void tell(List<FeedSignal<T>> losses) {
        losses.forEach(loss -> signals.accept(new GroupSignal.Lost(loss)));
    }
}

package dev.cress.feed;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.entity.OpenStore;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.feed.GroupSignal.Reason;
import dev.cress.line.Wakeup;
import dev.cress.script.feed.GroupScripts;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Handles the events of one partition, one after the other, for as long as a member has it.
 *
 * <p><b>Ordering</b> The next event is begun after the one before was done or buried, and only while the lease is not over. Places are kept behind the work, never ahead of it.
 */
final class PartitionWorker<T> {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_UNAVAILABLE = Duration.ofMillis(100);

    private final OpenStore<T> store;
    private final GroupOptions options;
    private final Lease lease;
    private final Function<? super Delivery<T>, ? extends Publisher<?>> handler;
    private final Consumer<GroupSignal> signals;
    private final EventDecoder<T> decoder;
    private final PartitionPositions positions;
    private final Losses losses;
    private final Wakeup wakeup = new Wakeup();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private volatile boolean stopping;
    private volatile Position done;
    private volatile Position kept;
    private volatile int attempts;
    private volatile boolean back;
    private int sinceKept;
    private long keptAt = System.nanoTime();

    /**
     * @param attempts how often the event after the place was tried already
     */
    PartitionWorker(
            OpenStore<T> store,
            GroupOptions options,
            Lease lease,
            Position place,
            int attempts,
            Function<? super Delivery<T>, ? extends Publisher<?>> handler,
            Consumer<GroupSignal> signals) {
        this.store = store;
        this.options = options;
        this.lease = lease;
        this.handler = handler;
        this.signals = signals;
        this.attempts = attempts;
        this.done = place;
        this.kept = place;
        this.decoder = new EventDecoder<>(store.model());
        this.positions = PartitionPositions.ofOne(
                store.model().name(),
                store.keys().partitioning().count(),
                lease.partition(),
                place,
                options.start() instanceof FeedStart.Beginning);
        this.losses = new Losses(options.loss(), positions);
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

    /** From behind what is done, whatever was read before: an attempt may have been given up. */
    private Mono<Void> step() {
        Position place = done;
        positions.skipTo(lease.partition(), place);
        wakeup.clear();
        return store.executor()
                .execute(
                        Role.FEED,
                        Requests.entriesAfter(
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
        done = place();
        return keep().then(FeedHeads.read(store, List.of(lease.partition()))).flatMap(heads -> {
            try {
                return positions.isAhead(lease.partition(), heads.get(0)) ? Mono.empty() : wait(POLL_INTERVAL);
            } catch (HistoryRewoundException loss) {
                tell(losses.rewound(loss));
                goBack();
                return Mono.empty();
            }
        });
    }

    private Mono<Void> wait(Duration time) {
        return wakeup.await(time).then();
    }

    private Mono<Void> handle(Iterator<StreamEntry> entries) {
        return Mono.defer(() -> handleOne(entries.next()))
                .then(Mono.fromSupplier(() -> entries.hasNext() && !ended() && isDone()))
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    /** Otherwise the last event of the page is to be tried again, or all are to be read anew. */
    private boolean isDone() {
        return done.equals(place()) && done.number() > 0;
    }

    private Mono<Void> handleOne(StreamEntry entry) {
        Position place = new Position(entry.time(), entry.sequence());
        tell(losses.advance(lease.partition(), place));
        if (!place().equals(place)) {
            goBack();
            return Mono.empty(); // what follows in this page is read again
        }
        ChangeEvent<T> event = decoder.decode(entry, positions.token());
        return attempt(event, entry, place).then(Mono.defer(this::keepIfDue));
    }

    private Mono<Void> attempt(ChangeEvent<T> event, StreamEntry entry, Position place) {
        if (ended()) {
            return Mono.empty();
        }
        Delivery<T> delivery = new Delivery<>(event, attempts + 1, lease.fence(), lease.place(place));
        return Mono.defer(() -> Flux.from(handler.apply(delivery)).then())
                .timeout(options.handlerTimeout())
                .then(Mono.<Void>fromRunnable(() -> finished(place)))
                .onErrorResume(failure -> failed(event, entry, place, failure));
    }

    private void finished(Position place) {
        done = place;
        attempts = 0;
        sinceKept++;
    }

    private Mono<Void> failed(ChangeEvent<T> event, StreamEntry entry, Position place, Throwable failure) {
        int attempt = attempts + 1;
        attempts = attempt;
        if (attempt >= options.attempts() || failure instanceof RejectedEventException) {
            return bury(event, entry, place, failure);
        }
        signals.accept(new GroupSignal.Retrying(lease.partition(), event.id(), event.version(), attempt, failure));
        return lease.commit(done, attempt).then(Mono.defer(() -> pause(options.pauseAfter(attempt))));
    }

    private Mono<Void> bury(ChangeEvent<T> event, StreamEntry entry, Position place, Throwable failure) {
        int tried = attempts;
        return lease.bury(
                        new GroupScripts.Letter(
                                lease.fence(),
                                place.version(),
                                place.number(),
                                tried,
                                failure.getClass().getName(),
                                entry.fields()),
                        options.deadLetters())
                .doOnNext(outcome -> {
                    if (outcome == Lease.Outcome.KEPT) {
                        finished(place);
                        kept = place;
                        signals.accept(
                                new GroupSignal.Buried(lease.partition(), event.id(), event.version(), tried, failure));
                    }
                })
                .publishOn(Schedulers.parallel())
                .then();
    }

    private void goBack() {
        done = place();
        attempts = 0;
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

    private Position place() {
        return positions.of(lease.partition());
    }

    private void tell(List<FeedSignal<T>> losses) {
        losses.forEach(loss -> signals.accept(new GroupSignal.Lost(loss)));
    }
}

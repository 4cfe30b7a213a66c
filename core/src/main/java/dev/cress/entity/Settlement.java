package dev.cress.entity;

import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.page.FirstError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does to what refers to removed entities as their types say, and to what refers to those that are deleted thereby, until nothing is left. For one use.
 *
 * <p><b>Memory</b> The notes are the queue: what does not fit here is found again by them. So neither depth nor breadth of a cascade is bounded, and memory is.
 *
 * <p><b>Failure</b> A note is taken away when all that refers to its entity is changed, and what was deleted thereby has notes of its own; those that a settlement begins with go last, when nothing is left that
 * followed from them. So whoever finds one of these, and looks at the notes of the types that it leads to, brings everything to an end. To do twice what was done once changes nothing. What cannot be changed
 * keeps nothing else from being changed: it is told in the end, and the notes stay with which the settlement began.
 */
final class Settlement {

    /** Removals that wait in memory; a few hundred bytes each. */
    static final int MOST_WAITING = 10_000;

    private static final int AT_A_TIME = 16;

    private final int most;
    private final Deque<SettlementStep> waiting = new ArrayDeque<>();
    private final Set<OpenStore<?>> elsewhere = new LinkedHashSet<>();
    private final Set<String> begun = new HashSet<>();
    private ReferrerPages.@Nullable Dangling dangling;
    private @Nullable Throwable failure;

    Settlement() {
        this(MOST_WAITING);
    }

    /**
     * @param most removals that wait in memory
     */
    Settlement(int most) {
        this.most = most;
    }

    /** Settles what has just been removed; emits the first found that should have kept something from being deleted which was deleted on the way. */
    Mono<ReferrerPages.Dangling> begin(List<NotedRemoval> removals) {
        return Mono.defer(() -> {
            removals.forEach(removal -> {
                begun.add(removal.name());
                waiting.push(new SettlementStep(removal, true));
            });
            return drained()
                    .then(Mono.defer(this::rest)
                            .repeat(() -> !elsewhere.isEmpty())
                            .then())
                    .then(Mono.defer(() -> failure == null ? Mono.<Void>empty() : Mono.error(failure)))
                    .thenMany(Flux.fromIterable(removals).flatMap(NotedRemoval::settle, AT_A_TIME))
                    .then(Mono.fromSupplier(() -> dangling));
        });
    }

    /** Settles what somebody else may have begun with: the notes of all that follows from it may be there, and nothing else leads to them. */
    Mono<ReferrerPages.Dangling> resume(List<NotedRemoval> removals) {
        return Flux.fromIterable(removals)
                .map(NotedRemoval::open)
                .distinct()
                .flatMapIterable(open -> open.referrers().reached())
                .<OpenStore<?>>concatMap(store -> store.open().map(open -> open))
                .doOnNext(elsewhere::add)
                .then(Mono.defer(() -> begin(removals)));
    }

    /**
     * Settles all that is noted of a type. What cannot be settled is told after the others.
     *
     * @param sweeper who does; empty for one who does not mind others
     * @return how many removals there were
     */
    static Mono<Long> all(OpenStore<?> open, String sweeper) {
        return open.referrers().changing().isEmpty()
                ? Mono.just(0L)
                : new RemovalNotes(open)
                        .each(sweeper, Settlement::page, Settlement::ofOne)
                        .reduce(new Tally(0, null), Tally::plus)
                        .flatMap(Tally::orFailure);
    }

    /**
     * What came of some removals.
     *
     * @param settled how many are settled
     * @param failure why one of the others is not, null for none
     */
    private record Tally(long settled, @Nullable Throwable failure) {

        Tally plus(Tally more) {
            return new Tally(settled + more.settled, failure == null ? more.failure : failure);
        }

        Mono<Long> orFailure() {
            return failure == null ? Mono.just(settled) : Mono.error(failure);
        }
    }

    /** One by one where they cannot be settled together. */
    private static Mono<Tally> page(List<NotedRemoval> page) {
        return new Settlement()
                .resume(page)
                .then(Mono.just(new Tally(page.size(), null)))
                .onErrorResume(
                        Settlement::isOfOne,
                        failure -> page.size() == 1
                                ? Mono.just(new Tally(0, failure))
                                : Flux.fromIterable(page)
                                        .concatMap(one -> page(List.of(one)), 0)
                                        .reduce(Tally::plus));
    }

    private static Mono<Tally> ofOne(Throwable failure) {
        return isOfOne(failure) ? Mono.just(new Tally(0, failure)) : Mono.error(failure);
    }

    /** Whether others may be changed all the same. */
    private static boolean isOfOne(Throwable failure) {
        return !(failure instanceof TransientRedisDataException || failure instanceof OutcomeUnknownException);
    }

    private Mono<Void> drained() {
        return Mono.defer(this::some).repeat(() -> !waiting.isEmpty()).then();
    }

    /** The last come are the first, so that few wait. */
    private Mono<Void> some() {
        List<SettlementStep> steps = new ArrayList<>();
        while (steps.size() < AT_A_TIME && !waiting.isEmpty()) {
            steps.add(waiting.pop());
        }
        return FirstError.of(
                        Flux.fromIterable(steps).flatMap(step -> step.run().onErrorResume(this::failed), AT_A_TIME))
                .doOnNext(this::note)
                .then();
    }

    private <R> Mono<R> failed(Throwable first) {
        failure = failure == null ? first : failure;
        return isOfOne(first) ? Mono.empty() : Mono.error(first);
    }

    private void note(SettlementStep.Progress progress) {
        if (dangling == null) {
            dangling = progress.dangling();
        }
        if (!progress.done()) {
            waiting.push(progress.step());
        }
        progress.removed().forEach(this::add);
    }

    private void add(NotedRemoval removal) {
        if (waiting.size() < most) {
            waiting.push(new SettlementStep(removal, false));
        } else {
            elsewhere.add(removal.open());
        }
    }

    /** What had no room, or was left by somebody else. */
    private Mono<Void> rest() {
        Iterator<OpenStore<?>> first = elsewhere.iterator();
        if (!first.hasNext()) {
            return Mono.empty();
        }
        OpenStore<?> open = first.next();
        first.remove();
        return new RemovalNotes(open).each("", this::added, this::failed).then();
    }

    private Mono<Void> added(List<NotedRemoval> page) {
        page.stream().filter(removal -> !begun.contains(removal.name())).forEach(this::add);
        return drained();
    }
}

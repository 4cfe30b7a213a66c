package dev.cress.entity;

import dev.cress.error.CascadeLimitException;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What keeps an entity from being deleted, or one of those that would be deleted with it. Only those are read that something could keep from it.
 *
 * <p><b>Memory</b> the names of those that were met, of which there are at most {@value #MOST}: entities may refer to each other in circles.
 *
 * @param going which referrers do not count, since they are deleted anyway
 * @param most how many are looked at
 */
record LookAhead(BiPredicate<EntityStore<?>, byte[]> going, int most) {

    /** More are not looked at, and nothing is deleted. */
    static final int MOST = 100_000;

    private static final int AT_A_TIME = 16;
    private static final int PAGE = 128;

    LookAhead(BiPredicate<EntityStore<?>, byte[]> going) {
        this(going, MOST);
    }

    /** An entity that would be deleted. */
    private record Doomed(EntityStore<?> store, byte[] id) {

        String name() {
            return store.model().name() + ':' + new String(id, StandardCharsets.ISO_8859_1);
        }
    }

    /** The first found; empty when nothing is in the way. */
    <T> Mono<WriteResult.Referenced<T>> first(EntityStore<?> store, byte[] id) {
        return Mono.defer(() -> first(new Doomed(store, id), new HashSet<>()));
    }

    private <T> Mono<WriteResult.Referenced<T>> first(Doomed root, Set<String> met) {
        met.add(root.name());
        return root.store()
                .referrers()
                .come(root.id(), root.store())
                .thenMany(Flux.just(List.of(root)))
                .expand(some -> Flux.fromIterable(some)
                        .flatMap(LookAhead::next, AT_A_TIME)
                        .filter(one -> isNew(one, root, met))
                        .buffer(PAGE))
                .concatMap(
                        some -> Flux.fromIterable(some)
                                .flatMap(
                                        one -> one.store()
                                                .referrers()
                                                .<T>restricting(
                                                        one.id(), one.store().model(), going),
                                        AT_A_TIME),
                        0)
                .next();
    }

    private static Flux<Doomed> next(Doomed one) {
        return Flux.fromIterable(one.store().referrers().leadingToRestriction())
                .concatMap(
                        rule -> rule.all(one.id(), one.store().model().type())
                                .buffer(PAGE)
                                .concatMap(
                                        ids -> rule.store()
                                                .open()
                                                .flatMap(open -> followed(ids, open))
                                                .thenMany(Flux.fromIterable(ids))
                                                .map(id -> new Doomed(rule.store(), id)),
                                        0),
                        0);
    }

    /** What refers to ids that some had before is found by those that they have. */
    private static Mono<Void> followed(List<byte[]> ids, OpenStore<?> open) {
        return new FollowedRenames<>(open)
                .finish(ids.stream().map(open::locate).toList())
                .then();
    }

    private boolean isNew(Doomed one, Doomed root, Set<String> met) {
        if (!met.add(one.name())) {
            return false;
        }
        if (met.size() > most) {
            throw new CascadeLimitException(
                    root.store().model().name(), new String(root.id(), StandardCharsets.UTF_8), most);
        }
        return true;
    }
}

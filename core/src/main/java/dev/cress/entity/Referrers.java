package dev.cress.entity;

import dev.cress.annotation.OnDelete;
import dev.cress.annotation.ReferencedBy;
import dev.cress.error.DanglingReferenceException;
import dev.cress.error.MappingException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.ReferenceIndex;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of those that refer to an entity when it is deleted, as {@link ReferencedBy} says.
 *
 * @param <T> type of the entity
 */
final class Referrers<T> {

    private final List<ReferrerRule<?>> restricting;
    private final List<ReferrerRule<?>> settling;

    private Referrers(List<ReferrerRule<?>> rules) {
        this.restricting = rules.stream()
                .filter(rule -> rule.onDelete() == OnDelete.RESTRICT)
                .toList();
        this.settling = rules.stream()
                .filter(rule -> rule.onDelete() != OnDelete.RESTRICT)
                .toList();
    }

    static <T> Referrers<T> none() {
        return new Referrers<>(List.of());
    }

    /**
     * The rules of a type.
     *
     * @param model the type
     * @param stores gives the store of another type
     * @throws MappingException naming every rule that cannot be kept
     */
    static <T> Referrers<T> of(EntityModel<T> model, Function<Class<?>, EntityStore<?>> stores) {
        List<String> problems = new ArrayList<>();
        List<ReferrerRule<?>> rules = new ArrayList<>();
        for (ReferencedBy rule : model.type().getAnnotationsByType(ReferencedBy.class)) {
            try {
                rules.add(rule(model, rule, stores.apply(rule.type())));
            } catch (IllegalArgumentException e) {
                problems.add("@ReferencedBy: " + e.getMessage());
            }
        }
        if (!rules.isEmpty() && model.expires()) {
            problems.add("@ReferencedBy: entities that expire are deleted by nobody who could look for referrers");
        }
        if (!problems.isEmpty()) {
            throw new MappingException(model.type().getName(), problems);
        }
        return new Referrers<>(rules);
    }

    private static <R> ReferrerRule<R> rule(EntityModel<?> model, ReferencedBy rule, EntityStore<R> store) {
        ReferenceIndex index = ReferenceIndex.of(store.model(), rule.property(), model.type());
        String referrer = store.model().name() + "." + rule.property();
        if (rule.onDelete() == OnDelete.NULLIFY && index.property().defaultText() != null) {
            throw new IllegalArgumentException(referrer + " has a default and cannot be null");
        }
        if (rule.onDelete() == OnDelete.CASCADE
                && store.model().type().getAnnotationsByType(ReferencedBy.class).length > 0) {
            throw new IllegalArgumentException(
                    "a cascade goes one step, and " + store.model().name()
                            + " has a @ReferencedBy of its own; delete what refers first, or choose another rule");
        }
        return new ReferrerRule<>(store, index, rule.onDelete());
    }

    /**
     * Deletes an entity as the rules say.
     *
     * @param id bytes of its id
     * @param target where it is
     * @param delete emits what came of the deletion itself
     */
    Mono<WriteResult<T>> deleting(byte[] id, EntityStore<T> target, Mono<WriteResult<T>> delete) {
        Mono<WriteResult<T>> deleted =
                settling.isEmpty() ? delete : delete.flatMap(result -> settled(id, target, result));
        if (restricting.isEmpty()) {
            return deleted;
        }
        return restricting(id, target, (store, referrer) -> false)
                .<WriteResult<T>>map(found -> found)
                .switchIfEmpty(deleted.flatMap(result ->
                        result.effect().isRemoved() ? looked(id, target).thenReturn(result) : Mono.just(result)));
    }

    /** What is to be done after a deletion that others were part of. */
    Mono<Void> deleted(byte[] id, EntityStore<T> target) {
        return settled(id, target).then(looked(id, target));
    }

    /**
     * Has everything that refers to an entity refer to another one. Whoever removed that one meanwhile may have looked for referrers too early, so it is looked for them again.
     *
     * @param id bytes of the entity's id
     * @param other bytes of the other's id
     * @param target where both are
     * @param over whether what is left is to be left alone; asked for each page
     */
    Mono<Void> follow(byte[] id, byte[] other, OpenStore<T> target, Mono<Boolean> over) {
        List<ReferrerRule<?>> rules =
                Stream.concat(restricting.stream(), settling.stream()).toList();
        if (rules.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(rules)
                .concatMap(rule -> rule.follow(id, other, over))
                .then(Mono.defer(() -> target.exists(other)))
                .flatMap(stored -> stored
                        ? Mono.empty()
                        : dangling(first(rules, other, target.model(), (store, referrer) -> false)));
    }

    private Mono<WriteResult<T>> settled(byte[] id, EntityStore<T> target, WriteResult<T> result) {
        WriteResult<T> effect = result.effect();
        return effect.isRemoved() || effect instanceof WriteResult.Missing
                ? settled(id, target).thenReturn(result)
                : Mono.just(result);
    }

    private Mono<Void> settled(byte[] id, EntityStore<T> target) {
        return settling.isEmpty()
                ? Mono.empty()
                : target.with(open -> Flux.fromIterable(settling)
                        .concatMap(rule -> rule.settle(id, open))
                        .then());
    }

    /** Nothing keeps others from referring to an entity between the look and the deletion, so it is looked for again. */
    private Mono<Void> looked(byte[] id, EntityStore<T> target) {
        return dangling(restricting(id, target, (store, referrer) -> false));
    }

    private static Mono<Void> dangling(Mono<? extends WriteResult.Referenced<?>> first) {
        return first.flatMap(found -> Mono.error(
                new DanglingReferenceException(found.model(), found.id(), found.referrerModel(), found.referrerId())));
    }

    /**
     * What keeps an entity from being deleted; empty when nothing does.
     *
     * @param going which referrers do not count
     */
    Mono<WriteResult.Referenced<T>> restricting(
            byte[] id, EntityStore<T> target, BiPredicate<EntityStore<?>, byte[]> going) {
        return first(restricting, id, target.model(), going);
    }

    private static <T> Mono<WriteResult.Referenced<T>> first(
            List<ReferrerRule<?>> rules, byte[] id, EntityModel<T> target, BiPredicate<EntityStore<?>, byte[]> going) {
        return Flux.fromIterable(rules)
                .concatMap(
                        rule -> rule.first(id, target.type(), referrer -> going.test(rule.store(), referrer))
                                .map(found -> new WriteResult.Referenced<T>(
                                        target.name(),
                                        text(id),
                                        rule.store().model().name(),
                                        text(found))),
                        0)
                .next();
    }

    private static String text(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }
}

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final List<ReferrerRule<?>> changing;

    private Referrers(List<ReferrerRule<?>> rules) {
        this.restricting = rules.stream()
                .filter(rule -> rule.onDelete() == OnDelete.RESTRICT)
                .toList();
        this.changing = rules.stream()
                .filter(rule -> rule.onDelete() != OnDelete.RESTRICT)
                .toList();
    }

    static <T> Referrers<T> none() {
        return new Referrers<>(List.of());
    }

    /** Whether removals of a type change what refers to the entities, so that they are noted. */
    static boolean change(EntityModel<?> model) {
        return Stream.of(model.type().getAnnotationsByType(ReferencedBy.class))
                .anyMatch(rule -> rule.onDelete() != OnDelete.RESTRICT);
    }

    /** Whether what refers to entities of a type follows their renames, so that these are noted. */
    static boolean follow(EntityModel<?> model) {
        return model.type().getAnnotationsByType(ReferencedBy.class).length > 0;
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
        return new ReferrerRule<>(store, index, rule.onDelete());
    }

    /**
     * Finds the rules of the types whose entities are deleted together with those of this one.
     *
     * @param model the type
     * @param stores gives the store of another type
     * @throws MappingException naming every rule that cannot be kept
     */
    void findOthers(EntityModel<T> model, Function<Class<?>, EntityStore<?>> stores) {
        cascading().forEach(rule -> rule.store().findReferrers(stores));
        List<String> problems = Stream.concat(
                        restricting.isEmpty() ? Stream.of() : Stream.of(model),
                        deleted().stream()
                                .filter(store -> !store.referrers().restricting.isEmpty())
                                .map(EntityStore::model))
                .map(EntityModel::name)
                .distinct()
                .map(name -> "@ReferencedBy: nothing keeps a life from ending, so RESTRICT on " + name
                        + " cannot be kept; choose NULLIFY or CASCADE, or entities that do not expire")
                .toList();
        if (model.expires() && !problems.isEmpty()) {
            throw new MappingException(model.type().getName(), problems);
        }
    }

    List<ReferrerRule<?>> changing() {
        return changing;
    }

    private Stream<ReferrerRule<?>> cascading() {
        return changing.stream().filter(rule -> rule.onDelete() == OnDelete.CASCADE);
    }

    /** The types whose entities a deletion may delete, itself perhaps among them. */
    private Set<EntityStore<?>> deleted() {
        Set<EntityStore<?>> found = new LinkedHashSet<>();
        collect(found);
        return found;
    }

    private void collect(Set<EntityStore<?>> found) {
        cascading()
                .filter(rule -> found.add(rule.store()))
                .forEach(rule -> rule.store().referrers().collect(found));
    }

    /** Those of them whose removals are noted. */
    List<EntityStore<?>> reached() {
        return deleted().stream()
                .filter(store -> !store.referrers().changing.isEmpty())
                .toList();
    }

    /** Has an entity come that may be on its way to an id, and what refers to it, where something may keep it from being deleted. */
    Mono<Void> come(byte[] id, EntityStore<?> target) {
        return restricting.isEmpty() && leadingToRestriction().isEmpty()
                ? Mono.empty()
                : target.open().flatMap(open -> come(open, open.locate(id)));
    }

    private static Mono<Void> come(OpenStore<?> open, Located one) {
        Mono<Void> arrived = open.moves() ? new PendingMoves(open).resolve(one).then() : Mono.empty();
        return arrived.then(Mono.defer(() -> new FollowedRenames<>(open).finish(List.of(one))))
                .then();
    }

    /** The rules by which entities are deleted that something may keep from it, themselves or those that are deleted with them. */
    List<ReferrerRule<?>> leadingToRestriction() {
        return cascading()
                .filter(rule -> !rule.store().referrers().restricting.isEmpty()
                        || rule.store().referrers().deleted().stream()
                                .anyMatch(
                                        store -> !store.referrers().restricting.isEmpty()))
                .<ReferrerRule<?>>map(rule -> rule)
                .toList();
    }

    /**
     * Deletes an entity as the rules say.
     *
     * @param id bytes of its id
     * @param target where it is
     * @param repeated whether this may be a repetition of a deletion
     * @param delete emits what came of the deletion itself
     */
    Mono<WriteResult<T>> deleting(byte[] id, EntityStore<T> target, boolean repeated, Mono<WriteResult<T>> delete) {
        if (restricting.isEmpty() && changing.isEmpty()) {
            return delete;
        }
        return new LookAhead((store, referrer) -> false)
                .<T>first(target, id)
                .<WriteResult<T>>map(found -> found)
                .switchIfEmpty(delete.flatMap(result -> target.with(open -> followed(id, open, repeated, result))
                        .thenReturn(result)));
    }

    private Mono<Void> followed(byte[] id, OpenStore<T> target, boolean repeated, WriteResult<T> result) {
        WriteResult<T> effect = result.effect();
        if (effect instanceof WriteResult.Removed<T> removed && !repeated) {
            NotedRemoval removal = new NotedRemoval(target, target.locate(id), Long.toString(removed.version()));
            return changing.isEmpty()
                    ? looked(id, target)
                    : failing(new Settlement().begin(List.of(removal))).then(Mono.defer(() -> looked(id, target)));
        }
        return effect.isRemoved() || effect instanceof WriteResult.Missing
                ? failing(finish(List.of(target.locate(id)), target))
                        .then(Mono.defer(() -> effect.isRemoved() ? looked(id, target) : Mono.<Void>empty()))
                : Mono.empty();
    }

    private static Mono<Void> failing(Mono<ReferrerPages.Dangling> dangling) {
        return dangling.flatMap(found -> Mono.error(
                new DanglingReferenceException(found.model(), found.id(), found.referrerModel(), found.referrerId())));
    }

    /** Brings removals of some entities to an end that were begun, if there are any; emits what should have restricted one of them, if anything. */
    Mono<ReferrerPages.Dangling> finish(List<Located> entities, OpenStore<T> target) {
        return new FollowedRenames<>(target)
                .finish(entities)
                .filter(followed -> !changing.isEmpty())
                .flatMap(followed -> new RemovalNotes(target).of(entities))
                .filter(noted -> !noted.isEmpty())
                .flatMap(noted -> new Settlement().resume(noted));
    }

    /** What is to be done after a deletion that others were part of. */
    Mono<Void> deleted(byte[] id, EntityStore<T> target) {
        return restricting.isEmpty() && changing.isEmpty()
                ? Mono.empty()
                : target.with(open ->
                        failing(finish(List.of(open.locate(id)), open)).then(Mono.defer(() -> looked(id, open))));
    }

    /**
     * Has everything that refers to an entity refer to another one.
     *
     * @param id bytes of the entity's id
     * @param other bytes of the other's id
     * @param over whether what is left is to be left alone; asked for each page
     */
    Mono<Void> follow(byte[] id, byte[] other, Mono<Boolean> over) {
        return Flux.fromIterable(all())
                .concatMap(rule -> rule.follow(id, other, over))
                .then();
    }

    private List<ReferrerRule<?>> all() {
        return Stream.concat(restricting.stream(), changing.stream()).toList();
    }

    /** Whoever has removed an entity to which references followed may have looked for them too early, so it is looked for them again. */
    Mono<Void> requireStored(byte[] id, OpenStore<T> target) {
        return all().isEmpty()
                ? Mono.empty()
                : target.exists(id)
                        .flatMap(stored -> stored
                                ? Mono.empty()
                                : dangling(first(all(), id, target.model(), (store, referrer) -> false)));
    }

    /** Nothing keeps others from referring to an entity between the look and the deletion, so it is looked for again. */
    private Mono<Void> looked(byte[] id, OpenStore<T> target) {
        return dangling(restrictingStill(id, target));
    }

    /** What should have kept an entity from being deleted which is gone; what refers to an id that it had before follows first. */
    <E> Mono<WriteResult.Referenced<E>> restrictingStill(byte[] id, OpenStore<?> target) {
        return restricting.isEmpty()
                ? Mono.empty()
                : new FollowedRenames<>(target)
                        .finish(List.of(target.locate(id)))
                        .then(first(restricting, id, target.model(), (store, referrer) -> false));
    }

    private static Mono<Void> dangling(Mono<? extends WriteResult.Referenced<?>> first) {
        return first.flatMap(found -> Mono.error(
                new DanglingReferenceException(found.model(), found.id(), found.referrerModel(), found.referrerId())));
    }

    /**
     * What refers to an entity that may not be deleted then; empty when nothing does.
     *
     * @param going which referrers do not count
     */
    <E> Mono<WriteResult.Referenced<E>> restricting(
            byte[] id, EntityModel<?> target, BiPredicate<EntityStore<?>, byte[]> going) {
        return first(restricting, id, target, going);
    }

    private static <E> Mono<WriteResult.Referenced<E>> first(
            List<ReferrerRule<?>> rules, byte[] id, EntityModel<?> target, BiPredicate<EntityStore<?>, byte[]> going) {
        return Flux.fromIterable(rules)
                .concatMap(
                        rule -> rule.first(id, target.type(), referrer -> going.test(rule.store(), referrer))
                                .map(found -> new WriteResult.Referenced<E>(
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

package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.RenameRefusedException;
import dev.cress.mapping.Property;
import dev.cress.script.entity.RenameScript;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.Presence;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gives entities other ids, and has what refers to them follow.
 *
 * @param <T> the entity type
 */
public final class EntityRename<T> {

    private static final HashFields LAST_ID = HashFields.of(List.of(new byte[] {0, 'r'}));

    private final EntityStore<T> store;
    private volatile @Nullable RenameScript script;

    /**
     * A rename.
     *
     * @param store where the entities are
     */
    public EntityRename(EntityStore<T> store) {
        this.store = store;
    }

    /**
     * Renames an entity. When it is not stored, since it has the new id by now, only what refers to it is changed.
     *
     * @param id bytes of its id
     * @param other bytes of the new one
     * @param options version, life, write id, token, replicas
     * @return a cold publisher of what came of it
     * @throws IllegalArgumentException when the options ask for what a rename cannot do
     */
    public Mono<WriteResult<T>> rename(byte[] id, byte[] other, WriteOptions options) {
        if (options.presence() != Presence.ANY) {
            throw new IllegalArgumentException(
                    "a rename always needs an entity under the old id and none under the new one; leave ifAbsent and ifPresent out");
        }
        if (options.expiry() != null) {
            EntityLives.requireSaid(store.model(), options.expiry());
        }
        return store.with(open -> send(open, id, other, options).flatMap(result -> followed(open, id, other, result)));
    }

    private Mono<WriteResult<T>> send(OpenStore<T> open, byte[] id, byte[] other, WriteOptions options) {
        Located located = open.locate(other);
        Located source = open.locate(id);
        requireSameValues(open, id, other);
        if (source.partition() != located.partition()) {
            return new PartitionMove<>(open, source, located, options).result();
        }
        Long expected =
                options.ifVersion().isPresent() ? (Long) options.ifVersion().getAsLong() : null;
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        String life = options.expiry() == null ? "" : options.expiry().word();
        RenameScript used = script(open);
        RenameDraft<T> draft = new RenameDraft<>(
                open,
                located,
                id,
                WriteResults.orZero(expected),
                used.script(),
                used.arguments(
                        context,
                        expected,
                        id,
                        other,
                        life,
                        open.model().completion().idTexts(other)));
        WriteCall<T> call = new WriteCall<>(open, located, options);
        return call.send(draft).flatMap(draft::result).map(call::replicated);
    }

    private RenameScript script(OpenStore<T> open) {
        RenameScript known = script;
        if (known == null) {
            known = new RenameScript(open.scripts().saves().schema());
            script = known; // threads that meet here make the same
        }
        return known;
    }

    /** Values that are unique in all partitions stay reserved, or are handed over: neither says that another one is free. */
    private static void requireSameValues(OpenStore<?> open, byte[] id, byte[] other) {
        SortedMap<Integer, byte[]> before = open.model().completion().idTexts(id);
        SortedMap<Integer, byte[]> after = open.model().completion().idTexts(other);
        open.model().indexes().all().stream()
                .filter(index -> open.moves() && index.isModelWide())
                .filter(index -> index.properties().stream()
                        .map(Property::ordinal)
                        .anyMatch(part -> !Arrays.equals(before.get(part), after.get(part))))
                .findFirst()
                .ifPresent(index -> {
                    throw new RenameRefusedException(
                            open.model().name(),
                            RenameDraft.text(id),
                            RenameDraft.text(other),
                            open.model().indexes().javaName(index.name())
                                    + " is unique in all partitions, and the new id says another value of it; delete the entity and insert it under the new id");
                });
    }

    /**
     * Brings renames over partitions to an end that were broken off.
     *
     * @return a cold publisher of how many
     */
    public Mono<Long> finish() {
        return store.with(open -> new PendingMoves(open).resolveAll());
    }

    private Mono<WriteResult<T>> followed(OpenStore<T> open, byte[] id, byte[] other, WriteResult<T> result) {
        WriteResult<T> effect = result.effect();
        Mono<Boolean> renamed = isRenamed(open, id, other);
        Mono<Boolean> over = Mono.zip(open.exists(id), renamed, (again, is) -> again || !is);
        Mono<Void> following = new FollowedRenames<>(open)
                .finish(List.of(open.locate(other)))
                .flatMap(noted -> noted > 0 ? Mono.empty() : store.referrers().follow(id, other, over))
                .then(Mono.defer(() -> store.referrers().requireStored(other, open)));
        if (effect instanceof WriteResult.Written) {
            return following.thenReturn(result);
        }
        return effect instanceof WriteResult.Missing
                ? renamed.filter(is -> is).flatMap(brokenOff -> following).thenReturn(result)
                : Mono.just(result);
    }

    /** Whether what has an id had another one before, and none between. */
    private static Mono<Boolean> isRenamed(OpenStore<?> open, byte[] id, byte[] other) {
        byte[] key = open.entityKey(open.locate(other));
        return open.executor()
                .execute(Role.READ, Requests.hashFields(key, LAST_ID))
                .map(values -> Arrays.equals(values.get(0), id));
    }
}

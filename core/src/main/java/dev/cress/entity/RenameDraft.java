package dev.cress.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.entity.RenameReply;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A rename; it is where the entity will be. */
record RenameDraft<T>(
        OpenStore<T> open,
        Located located,
        byte[] id,
        long expected,
        LuaScript<RenameReply> script,
        List<byte[]> arguments)
        implements Draft<T, RenameReply> {

    @Override
    public List<byte[]> keys(String token) {
        Located before = new Located(located.partition(), id);
        List<byte[]> keys = open.removalKeys(located, token);
        keys.addAll(open.attachmentKeys(before));
        keys.add(open.entityKey(before));
        if (open.followed()) {
            keys.add(open.keys().partition(located.partition()).ways());
        }
        return keys;
    }

    @Override
    public ClaimingReply<RenameReply> claiming() {
        return ClaimingReply.RENAME;
    }

    @Override
    public Optional<Endings.Obstacle> obstacle(RenameReply reply) {
        if (reply instanceof RenameReply.Arriving arriving) {
            return Optional.of(new Endings.Obstacle.Arriving(open.locate(arriving.id())));
        }
        return reply instanceof RenameReply.Orphaned ? Optional.of(new Endings.Obstacle.OwnRest()) : Optional.empty();
    }

    @Override
    public Mono<WriteResult<T>> result(RenameReply reply) {
        return Mono.fromCallable(() -> outcome(reply));
    }

    private WriteResult<T> outcome(RenameReply reply) {
        String model = open.model().name();
        if (reply instanceof RenameReply.Renamed renamed) {
            return new WriteResult.Updated<>(null, renamed.version());
        }
        if (reply instanceof RenameReply.Exists exists) {
            return new WriteResult.Exists<>(model, text(located.id()), exists.version());
        }
        if (reply instanceof RenameReply.VersionConflict conflict) {
            return new WriteResult.VersionConflict<>(model, text(id), expected, conflict.actual());
        }
        if (reply instanceof RenameReply.EpochChanged changed) {
            throw WriteResults.epochChanged(model, changed.actual());
        }
        if (reply instanceof RenameReply.Corrupt corrupt) {
            throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
        }
        if (reply instanceof RenameReply.Orphaned) {
            throw WriteResults.corrupt(
                    model + " " + text(located.id()), "has index entries that are left of an earlier life");
        }
        if (reply instanceof RenameReply.Arriving arriving) {
            throw WriteResults.arriving(model, text(arriving.id()));
        }
        return new WriteResult.Missing<>(model, text(id));
    }

    static String text(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }
}

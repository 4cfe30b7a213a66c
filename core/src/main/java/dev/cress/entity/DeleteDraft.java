package dev.cress.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A deletion. */
record DeleteDraft<T>(OpenStore<T> open, Located located, List<byte[]> arguments, WriteResults<T> results)
        implements UnitDraft<T, DeleteReply> {

    /**
     * @param expected version that must be stored, null for any
     */
    static <T> DeleteDraft<T> of(OpenStore<T> open, byte[] id, @Nullable Long expected, WriteOptions options) {
        Located located = open.locate(id);
        WriteContext context = open.writeContext(located.partition()).named(options.writeId());
        String text = new String(id, StandardCharsets.UTF_8);
        return new DeleteDraft<>(
                open,
                located,
                open.scripts().delete().arguments(context, expected, id),
                new WriteResults<>(open.model(), text, WriteResults.orZero(expected)));
    }

    @Override
    public LuaScript<DeleteReply> script() {
        return open.scripts().delete().script();
    }

    @Override
    public List<byte[]> keys(String token) {
        return open.endingKeys(located, token);
    }

    @Override
    public UnitKind kind() {
        return open.scripts().deletions();
    }

    @Override
    public ClaimingReply<DeleteReply> claiming() {
        return ClaimingReply.DELETE;
    }

    @Override
    public Optional<Endings.Obstacle> obstacle(DeleteReply reply) {
        if (reply instanceof DeleteReply.Arriving) {
            return Optional.of(new Endings.Obstacle.Arriving(located));
        }
        return reply instanceof DeleteReply.Orphaned ? Optional.of(new Endings.Obstacle.OwnRest()) : Optional.empty();
    }

    @Override
    public Mono<WriteResult<T>> result(DeleteReply reply) {
        return Mono.fromCallable(() -> results.deleted(reply));
    }
}

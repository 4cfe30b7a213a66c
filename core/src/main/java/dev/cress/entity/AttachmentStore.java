package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.AttachmentFullException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.RedisDataException;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Attachment;
import dev.cress.script.LuaScript;
import dev.cress.script.attachment.AttachmentScripts;
import dev.cress.script.attachment.BytesReply;
import dev.cress.script.attachment.ElementsReply;
import dev.cress.script.attachment.GrowthReply;
import dev.cress.write.Presence;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What one entity has under one key beside its hash: adds to it and reads it, each by one script that looks whether the entity lives.
 *
 * @param store where the entity is
 * @param id bytes of its id; do not change them
 * @param attachment what it has there
 */
public record AttachmentStore(EntityStore<?> store, byte[] id, Attachment attachment) {

    /**
     * Checks what is asked of a write that is none of the entity.
     *
     * @param options options
     * @throws IllegalArgumentException when they ask for what only a write of the entity can do
     */
    public void requirePossible(WriteOptions options) {
        if (options.presence() == Presence.ABSENT || options.ifVersion().isPresent() || options.expiry() != null) {
            throw new IllegalArgumentException(
                    attachment.name()
                            + " grows without a write of its entity, which has to be stored: leave ifAbsent(), ifVersion() and expiry() away");
        }
    }

    /**
     * Adds to it.
     *
     * @param more elements, or one piece of bytes
     * @param options write id, token and durability
     * @return a cold publisher of how many elements or bytes there are then
     */
    public Mono<Long> grow(List<byte[]> more, WriteOptions options) {
        WriteOptions chosen = options.repetition() == Repetition.BY_KIND ? options.once() : options;
        return store.with(open -> grow(open, more, chosen));
    }

    private <T> Mono<Long> grow(OpenStore<T> open, List<byte[]> more, WriteOptions options) {
        LuaScript<GrowthReply> script =
                attachment.kind() == Attachment.Kind.LIST ? AttachmentScripts.PUSH : AttachmentScripts.APPEND;
        List<byte[]> arguments = AttachmentScripts.growthArguments(open.epoch(), attachment.max(), more);
        WriteCall<T> call = new WriteCall<>(open, open.locate(id), options);
        return call.grow(script, attachment, arguments).map(reply -> {
            long length = length(reply);
            call.replicated(new WriteResult.Updated<>(null, 0)).orThrow();
            return length;
        });
    }

    private long length(GrowthReply reply) {
        if (reply instanceof GrowthReply.Grown grown) {
            return grown.length();
        }
        if (reply instanceof GrowthReply.Full full) {
            throw new AttachmentFullException(model(), idText(), attachment.name(), full.length(), attachment.max());
        }
        throw refused(reply);
    }

    private RedisDataException refused(GrowthReply reply) {
        if (reply instanceof GrowthReply.EpochChanged changed) {
            return WriteResults.epochChanged(model(), changed.actual());
        }
        return reply instanceof GrowthReply.Corrupt corrupt
                ? WriteResults.corrupt(corrupt.key(), corrupt.detail())
                : new EntityNotFoundException(model(), idText());
    }

    /**
     * Reads elements of a list.
     *
     * @param arguments those of {@link AttachmentScripts#ELEMENTS}
     * @return a cold publisher of them, empty when the entity is not stored
     */
    public Mono<ElementsReply.Elements> elements(List<byte[]> arguments) {
        return read(AttachmentScripts.ELEMENTS, arguments).mapNotNull(reply -> {
            if (reply instanceof ElementsReply.Corrupt corrupt) {
                throw corrupt(corrupt.key(), corrupt.detail());
            }
            return reply instanceof ElementsReply.Elements found ? found : null;
        });
    }

    /**
     * Reads bytes.
     *
     * @param offset of the first
     * @param most how many at most
     * @return a cold publisher of them, empty when the entity is not stored
     */
    public Mono<BytesReply.Bytes> bytes(long offset, long most) {
        return read(AttachmentScripts.BYTES, AttachmentScripts.bytesArguments(offset, most))
                .mapNotNull(reply -> {
                    if (reply instanceof BytesReply.Corrupt corrupt) {
                        throw corrupt(corrupt.key(), corrupt.detail());
                    }
                    return reply instanceof BytesReply.Bytes found ? found : null;
                });
    }

    private <R> Mono<R> read(LuaScript<R> script, List<byte[]> arguments) {
        return store.with(open -> {
            Located located = open.locate(id);
            Request<R> request = Requests.script(script, List.of(open.entityKey(located), key(open)), arguments);
            return open.executor().execute(Role.READ, request);
        });
    }

    /**
     * Removes all of it, once however often it is sent: what is added meanwhile stays.
     *
     * @return a cold publisher of whether there was anything
     */
    public Mono<Boolean> clear() {
        return store.with(open -> clear(open).map(reply -> {
            if (reply instanceof GrowthReply.Cleared || reply instanceof GrowthReply.Missing) {
                return reply instanceof GrowthReply.Cleared cleared && cleared.any();
            }
            throw refused(reply);
        }));
    }

    private <T> Mono<GrowthReply> clear(OpenStore<T> open) {
        WriteCall<T> call = new WriteCall<>(open, open.locate(id), WriteOptions.DEFAULT.once());
        return call.grow(AttachmentScripts.CLEAR, attachment, AttachmentScripts.clearArguments(open.epoch()));
    }

    private byte[] key(OpenStore<?> open) {
        return open.keys().partition(open.locate(id).partition()).attachment(attachment, id);
    }

    private static RedisDataException corrupt(String key, String detail) {
        return new StoredDataException(key + " " + detail, null);
    }

    /** {@return name of the model} */
    public String model() {
        return store.model().name();
    }

    /** {@return text of the id} */
    public String idText() {
        return new String(id, StandardCharsets.UTF_8);
    }
}

package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.entity.AttachmentStore;
import dev.cress.error.AttachmentReplacedException;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.script.attachment.BytesReply.Bytes;
import dev.cress.write.WriteOptions;
import java.nio.ByteBuffer;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bytes of one entity. */
final class DefaultEntityBytes implements EntityBytes {

    private static final int PIECE = 64 * 1024;

    private final AttachmentStore bytes;

    DefaultEntityBytes(AttachmentStore bytes) {
        this.bytes = bytes;
    }

    @Override
    public Mono<Long> append(ByteBuffer more, WriteOptions options) {
        bytes.requirePossible(requireNonNull(options, "options"));
        byte[] copy = new byte[requireNonNull(more, "bytes").remaining()];
        more.duplicate().get(copy);
        return bytes.grow(List.of(copy), options);
    }

    @Override
    public Mono<Long> appendAll(Publisher<ByteBuffer> pieces) {
        return Flux.from(requireNonNull(pieces, "pieces"))
                .concatMap(this::append, 0)
                .takeLast(1)
                .next();
    }

    @Override
    public Flux<ByteBuffer> read(long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no bytes from " + offset + ", " + length + " of them");
        }
        return length == 0 ? Flux.empty() : PagedFlux.of(() -> new Reading(offset, length));
    }

    @Override
    public Mono<Long> size() {
        return bytes.bytes(0, 0).map(Bytes::length);
    }

    @Override
    public Mono<Boolean> clear() {
        return bytes.clear();
    }

    /** One subscription: where the next piece begins, and where the last one ends. */
    private final class Reading implements BatchSource<ByteBuffer> {

        private final long begin;
        private long position;
        private long end;

        private Reading(long offset, long length) {
            this.begin = offset;
            this.position = offset;
            this.end = offset + Math.min(length, Long.MAX_VALUE - offset);
        }

        @Override
        public Mono<Batch<ByteBuffer>> next(long demand) {
            return bytes.bytes(position, Math.min(PIECE, end - position))
                    .map(this::piece)
                    .switchIfEmpty(Mono.fromSupplier(this::nothing));
        }

        private Batch<ByteBuffer> piece(Bytes found) {
            if (position == begin) {
                end = Math.min(end, found.length());
            } else if (found.length() < end) {
                throw replaced();
            }
            position += found.told().length;
            return new Batch<>(
                    found.told().length == 0 ? List.of() : List.of(ByteBuffer.wrap(found.told())), position >= end);
        }

        private Batch<ByteBuffer> nothing() {
            if (position > begin) {
                throw replaced();
            }
            return new Batch<>(List.of(), true);
        }

        private AttachmentReplacedException replaced() {
            return new AttachmentReplacedException(
                    bytes.model(), bytes.idText(), bytes.attachment().name());
        }
    }
}

package dev.cress.repository;

import dev.cress.write.WriteOptions;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link dev.cress.annotation.ByteStream} of one entity. What is appended is no change of the entity: it has no version and no event, and no save can overwrite it. The bytes go with the entity, in the same
 * script, and are absent from the end of its life on.
 *
 * <p>Publishers behave as those of {@link ReactiveRepository}. Immutable and safe for use by many threads.
 */
public interface EntityBytes {

    /**
     * Adds bytes at the end. As {@link #append(ByteBuffer, WriteOptions)}, without options.
     *
     * @param bytes the bytes from its position to its limit, which stay as they are
     * @return a cold publisher of how many bytes there are then
     */
    default Mono<Long> append(ByteBuffer bytes) {
        return append(bytes, WriteOptions.DEFAULT);
    }

    /**
     * Adds bytes at the end.
     * <ul>
     * <li><b>Emits</b> how many bytes there are then.
     * <li><b>Errors</b> {@link dev.cress.error.EntityNotFoundException} if the entity is not stored; {@link dev.cress.error.AttachmentFullException} if there would be more than the type declares;
     *     {@link dev.cress.error.OutcomeUnknownException} at the deadline of the operation: it has a token unless the options say otherwise, and is sent again when its reply is lost, so that it takes effect once.
     * <li><b>Atomicity</b> one script in one slot: all or nothing, whatever others append.
     * <li><b>Redis</b> {@code EVALSHA attachment/append}: 1 round trip, 2 when the server has not seen the script.
     * </ul>
     *
     * @param bytes the bytes from its position to its limit, which stay as they are; copied when this is called
     * @param options write id, which names this beside a write of the entity, token and replicas
     * @return a cold publisher of one length
     * @throws IllegalArgumentException if the options ask for what only a write of the entity can do, thrown on call
     */
    Mono<Long> append(ByteBuffer bytes, WriteOptions options);

    /**
     * Adds pieces of bytes, one after the other. As {@link #append(ByteBuffer)}, but
     * <ul>
     * <li><b>Emits</b> how many bytes there are in the end; completes empty when there are no pieces.
     * <li><b>Errors</b> the first failure; what was appended before stays.
     * <li><b>Backpressure</b> asks for a piece when the one before it is written.
     * <li><b>Atomicity</b> each piece by itself; what others append may lie between.
     * </ul>
     *
     * @param pieces the pieces
     * @return a cold publisher of one length or none
     */
    Mono<Long> appendAll(Publisher<ByteBuffer> pieces);

    /**
     * Streams all bytes. As {@link #read(long, long)}.
     *
     * @return a cold stream of pieces
     */
    default Flux<ByteBuffer> read() {
        return read(0, Long.MAX_VALUE);
    }

    /**
     * Streams bytes.
     * <ul>
     * <li><b>Emits</b> pieces of up to 64 KiB, in order, to the end that there was when the first was read; nothing if the entity is not stored or has no bytes there.
     * <li><b>Errors</b> {@link dev.cress.error.AttachmentReplacedException} if they are gone before all of them were read. Whether they were removed and as many others written between two pieces is not noticed.
     * <li><b>Backpressure</b> a piece is read when it is asked for; memory is one piece.
     * <li><b>Cancellation</b> no further piece is read.
     * <li><b>Redis</b> {@code EVALSHA attachment/bytes}: 1 round trip for a piece.
     * </ul>
     *
     * @param offset where to begin, from 0
     * @param length how many bytes at most
     * @return a cold stream of pieces
     * @throws IllegalArgumentException if a number is negative, thrown on call
     */
    Flux<ByteBuffer> read(long offset, long length);

    /**
     * Counts the bytes.
     * <ul>
     * <li><b>Emits</b> their number; completes empty when the entity is not stored.
     * <li><b>Redis</b> {@code EVALSHA attachment/bytes}: 1 round trip.
     * </ul>
     *
     * @return a cold publisher of one number or none
     */
    Mono<Long> size();

    /**
     * Removes all bytes.
     * <ul>
     * <li><b>Emits</b> whether there were any.
     * <li><b>Errors</b> {@link dev.cress.error.OutcomeUnknownException} at the deadline of the operation: it has a token and is sent again when its reply is lost, so that it does not remove what comes after it.
     * <li><b>Redis</b> {@code EVALSHA attachment/clear}: 1 round trip.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Boolean> clear();
}

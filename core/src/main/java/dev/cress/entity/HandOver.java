package dev.cress.entity;

import dev.cress.script.claim.ClaimedValue;
import dev.cress.script.claim.ReserveReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands the reservations of values that are unique in all partitions over to the partition that their entity is renamed to, and back.
 *
 * <p><b>Consistency</b> A reservation is handed over while both partitions claim the value, by comparison with the token that it had before the entity was kept in the new one. To go back gives it another
 * token before what is kept is dropped, whether it was handed over or not: a late request to hand it over finds no token that it knows. So a reservation is always for a partition in which somebody has the
 * value.
 */
final class HandOver {

    private final OpenStore<?> open;
    private final Reservations reservations;

    HandOver(OpenStore<?> open) {
        this.open = open;
        this.reservations = new Reservations(open);
    }

    /**
     * A value that goes along.
     *
     * @param value the value
     * @param from token of its reservation when the rename began; empty for none
     */
    record Handed(ClaimedValue value, String from) {

        /** As it is kept with the entity: of each the token, how long the value is, and the value. */
        static byte[] toBytes(List<Handed> handed) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Handed one : handed) {
                byte[] field = one.value().field();
                bytes.writeBytes((one.from() + ":" + field.length + ":").getBytes(StandardCharsets.US_ASCII));
                bytes.writeBytes(field);
            }
            return bytes.toByteArray();
        }

        static List<Handed> ofBytes(byte @Nullable [] kept) {
            String rest = kept == null ? "" : new String(kept, StandardCharsets.ISO_8859_1);
            List<Handed> handed = new ArrayList<>();
            for (int at = 0; at < rest.length(); ) {
                int token = rest.indexOf(':', at);
                int length = rest.indexOf(':', token + 1);
                int end = length + 1 + Integer.parseInt(rest.substring(token + 1, length));
                byte[] field = rest.substring(length + 1, end).getBytes(StandardCharsets.ISO_8859_1);
                handed.add(new Handed(ClaimedValue.ofField(field), rest.substring(at, token)));
                at = end;
            }
            return handed;
        }
    }

    /**
     * What the values of an entity are reserved for.
     *
     * @param handed all of them, where they are reserved for its partition
     * @param conflict one that is reserved for another partition
     */
    record Looked(List<Handed> handed, Optional<Reservations.Conflict> conflict) {}

    /** Looks up the reservations of values of an entity. */
    Mono<Looked> look(List<ClaimedValue> values, Located source) {
        return Flux.fromIterable(values)
                .concatMap(value -> reservations.look(value).map(reply -> looked(value, reply, source)))
                .collectList()
                .map(all -> new Looked(
                        all.stream().flatMap(one -> one.handed().stream()).toList(),
                        all.stream().flatMap(one -> one.conflict().stream()).findFirst()));
    }

    private Looked looked(ClaimedValue value, ReserveReply reply, Located source) {
        if (!(reply instanceof ReserveReply.Taken taken)) {
            return new Looked(List.of(new Handed(value, "")), Optional.empty());
        }
        return open.locate(taken.id()).partition() == source.partition()
                ? new Looked(List.of(new Handed(value, taken.token())), Optional.empty())
                : new Looked(List.of(), Optional.of(new Reservations.Conflict(value.index(), taken.id())));
    }

    /** Has the values reserved for the new partition, once they are claimed there; emits whether all are. */
    Mono<Boolean> forward(MoveSteps.Mark mark, Located target) {
        return Flux.fromIterable(mark.handed())
                .concatMap(one -> reservations.handOver(one.value(), mark.token(), target.id(), List.of(one.from())))
                .all(reply -> reply instanceof ReserveReply.Reserved);
    }

    /** Has the values reserved for the old partition with another token, and frees those that nobody has there any more. */
    Mono<Void> back(MoveSteps.Mark mark) {
        if (mark.handed().isEmpty()) {
            return Mono.empty();
        }
        String token = WriteIds.next();
        List<ClaimedValue> values = mark.handed().stream().map(Handed::value).toList();
        return Flux.fromIterable(mark.handed())
                .concatMap(one -> reservations.handOver(
                        one.value(), token, mark.source().id(), List.of(one.from(), mark.token())))
                .then(Mono.defer(() -> reservations.undo(values, token, mark.source())));
    }
}

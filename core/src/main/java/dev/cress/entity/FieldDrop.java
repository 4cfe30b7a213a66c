package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.FieldsInUseException;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.scan.Member;
import dev.cress.script.entity.DropReply;
import dev.cress.write.DropProgress;
import dev.cress.write.FieldSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Removes stored fields of all entities of a type, in the order of the bytes of ids, so that one id tells how far all partitions are.
 *
 * @param <T> the entity type
 */
public final class FieldDrop<T> {

    private static final int AT_A_TIME = 256;

    private final FieldSelection fields;

    private FieldDrop(FieldSelection fields) {
        this.fields = fields;
    }

    /**
     * A removal of fields.
     *
     * @param store where the entities are
     * @param fields which
     * @param token where an earlier one had come to, empty for all
     * @param <T> the entity type
     * @return a cold stream, one progress for each batch, the last one when all is done
     * @throws FieldsInUseException if a field holds what the type needs
     * @throws IllegalArgumentException if the token is none
     */
    public static <T> Flux<DropProgress> of(EntityStore<T> store, FieldSelection fields, String token) {
        DropPlace begin = token.isEmpty() ? DropPlace.BEGINNING : DropPlace.of(token);
        requireUnused(store.model(), fields);
        if (fields.isEmpty()) {
            return Flux.empty();
        }
        FieldDrop<T> drop = new FieldDrop<>(fields);
        return new DropPages<T>(begin, AT_A_TIME, drop::drop).of(store);
    }

    private static void requireUnused(EntityModel<?> model, FieldSelection fields) {
        List<String> reasons = new ArrayList<>();
        if (fields.names().contains(model.id().name())
                && model.property(model.id().name()).isEmpty()) {
            reasons.add(model.id().name() + " is the id, which is in the key and in no field");
        }
        for (Property property : model.properties()) {
            if (fields.contains(property.storedName())) {
                reason(model, property).ifPresent(reasons::add);
            } else if (fields.names().contains(property.name())) {
                reasons.add(property.name() + " is stored as " + property.storedName() + ", which is to be named");
            }
        }
        if (!reasons.isEmpty()) {
            throw new FieldsInUseException(model.name(), reasons);
        }
    }

    private static Optional<String> reason(EntityModel<?> model, Property property) {
        String reason = "";
        if (model.indexes().cover(property)) {
            reason = "is indexed; patch what a query finds, with unset(), which keeps the indexes right";
        } else if (model.partitionProperty().filter(property::equals).isPresent()) {
            reason = "is part of the id";
        } else if (property.declaredType().isPrimitive()) {
            reason = "is primitive, so never null; remove it from the type first";
        } else if (property.defaultText() != null) {
            reason = "has a default, which stands for null; patch what a query finds, with unset()";
        } else if (model.life() != null && property.equals(model.life().property())) {
            reason = "says how long entities live; save them without, or touch them";
        }
        return reason.isEmpty() ? Optional.empty() : Optional.of(property.name() + " " + reason);
    }

    /** How many of the entities were changed. */
    private Mono<Long> drop(OpenStore<T> open, List<Member> members) {
        return send(open, members).flatMap(replies -> {
            List<Member> again = new ArrayList<>();
            long changed = 0;
            for (int i = 0; i < replies.size(); i++) {
                if (updated(open, replies.get(i)) instanceof DropReply.Updated updated) {
                    changed++;
                    if (updated.left() > 0) {
                        again.add(members.get(i));
                    }
                }
            }
            return (again.isEmpty() ? Mono.just(0L) : drop(open, again)).thenReturn(changed);
        });
    }

    private Mono<List<DropReply>> send(OpenStore<T> open, List<Member> members) {
        List<Request<DropReply>> requests = new ArrayList<>(members.size());
        for (Member member : members) {
            PartitionKeys keys = open.keys().partition(member.partition());
            requests.add(Requests.repeatableScript(
                    open.scripts().drop().script(),
                    List.of(keys.entity(member.bytes()), keys.meta(), keys.stream()),
                    open.scripts()
                            .drop()
                            .arguments(
                                    open.writeContext(member.partition()),
                                    member.bytes(),
                                    fields.names(),
                                    fields.prefixes())));
        }
        return requests.isEmpty() ? Mono.just(List.of()) : open.executor().executeAll(Role.WRITE, requests);
    }

    private static DropReply updated(OpenStore<?> open, DropReply reply) {
        if (reply instanceof DropReply.EpochChanged changed) {
            throw WriteResults.epochChanged(open.model().name(), changed.actual());
        }
        if (reply instanceof DropReply.Corrupt corrupt) {
            throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
        }
        return reply;
    }
}

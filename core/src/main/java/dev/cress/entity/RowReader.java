package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads entities of a store as they are stored; those of a type that expires as {@link LivingRows} does. */
final class RowReader {

    private static final byte[] VERSION_FIELD = {0, 'v'};

    private final OpenStore<?> store;
    private final HashFields allFields;

    RowReader(OpenStore<?> store) {
        this(store, withVersion(store.model().fieldNames()));
    }

    private RowReader(OpenStore<?> store, HashFields allFields) {
        this.store = store;
        this.allFields = allFields;
    }

    private static HashFields withVersion(List<byte[]> fields) {
        return HashFields.of(
                Stream.concat(Stream.of(VERSION_FIELD), fields.stream()).toList());
    }

    /** The same for a store of the same type. */
    RowReader of(OpenStore<?> other) {
        return new RowReader(other, allFields);
    }

    /** The rows in this order, null for what is not stored. */
    Mono<List<@Nullable Row>> read(List<Located> located, List<Property> properties) {
        EntityModel<?> model = store.model();
        List<byte[]> fields = properties.stream()
                .map(property -> model.fieldNames().get(property.ordinal()))
                .toList();
        if (model.expires()) {
            return new LivingRows(store)
                    .read(located, fields)
                    .map(replies -> rows(located, replies, properties, LivingRows.FIELDS));
        }
        HashFields asked = properties == model.properties() ? allFields : withVersion(fields);
        List<Request<List<byte @Nullable []>>> requests = new ArrayList<>(located.size());
        for (Located one : located) {
            requests.add(request(one, asked));
        }
        return store.executor().executeAll(Role.READ, requests).map(replies -> rows(located, replies, properties, 1));
    }

    /** One row; empty when it is not stored. */
    Mono<Row> read(Located one) {
        List<Property> properties = store.model().properties();
        if (store.model().expires()) {
            return read(List.of(one), properties).flatMap(rows -> Mono.justOrEmpty(rows.get(0)));
        }
        return store.executor()
                .execute(Role.READ, request(one, allFields))
                .mapNotNull(reply -> row(one.id(), reply, properties, 1));
    }

    Mono<Boolean> exists(Located one) {
        if (store.model().expires()) {
            return read(List.of(one), List.of()).map(rows -> rows.get(0) != null);
        }
        return store.executor().execute(Role.READ, Requests.hashFieldExists(store.entityKey(one), VERSION_FIELD));
    }

    private Request<List<byte @Nullable []>> request(Located located, HashFields fields) {
        return Requests.hashFields(store.entityKey(located), fields);
    }

    /** @param fields how many come before those of the properties */
    private List<@Nullable Row> rows(
            List<Located> located,
            List<? extends @Nullable List<byte @Nullable []>> replies,
            List<Property> properties,
            int fields) {
        List<@Nullable Row> rows = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) {
            List<byte @Nullable []> reply = replies.get(i);
            rows.add(reply == null ? null : row(located.get(i).id(), reply, properties, fields));
        }
        return rows;
    }

    private @Nullable Row row(byte[] id, List<byte @Nullable []> reply, List<Property> properties, int fields) {
        byte[] version = reply.get(0);
        if (version == null) {
            return null;
        }
        byte[][] texts = new byte[store.model().properties().size()][];
        for (int i = 0; i < properties.size(); i++) {
            texts[properties.get(i).ordinal()] = reply.get(i + fields);
        }
        try {
            return new Row(id, Long.parseLong(new String(version, StandardCharsets.US_ASCII)), texts);
        } catch (NumberFormatException e) {
            throw new StoredDataException(
                    store.model().name() + " " + new String(id, StandardCharsets.UTF_8) + " has no numeric version", e);
        }
    }
}

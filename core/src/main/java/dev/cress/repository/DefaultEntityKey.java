package dev.cress.repository;

import dev.cress.entity.EntityStore;
import dev.cress.key.PartitionKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The key of one id in one store. */
final class DefaultEntityKey<T> implements EntityKey<T> {

    private final EntityStore<T> store;
    private final byte[] id;

    DefaultEntityKey(EntityStore<T> store, byte[] id) {
        this.store = store;
        this.id = id;
    }

    @Override
    public Mono<String> redisKey() {
        return store.with(open -> Mono.fromSupplier(() -> {
            int partition = open.locate(id).partition();
            return text(open.keys().partition(partition).entity(id));
        }));
    }

    @Override
    public Mono<Map<String, String>> attachmentKeys() {
        return store.with(open -> Mono.fromSupplier(() -> {
            PartitionKeys partition = open.keys().partition(open.locate(id).partition());
            Map<String, String> keys = new LinkedHashMap<>();
            store.model()
                    .attachments()
                    .forEach(attachment -> keys.put(attachment.name(), text(partition.attachment(attachment, id))));
            return Collections.unmodifiableMap(keys);
        }));
    }

    @Override
    public Mono<T> find() {
        return store.with(open -> store.lifecycle().load(open.read(id)));
    }

    @Override
    public Mono<Boolean> exists() {
        return store.with(open -> open.exists(id));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DefaultEntityKey<?> key && key.store == store && Arrays.equals(key.id, id);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(id);
    }

    @Override
    public String toString() {
        return store.model().name() + ":" + text(id);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

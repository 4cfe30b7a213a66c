package dev.cress.entity;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.key.KeyLayout;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.script.entity.LifeScripts;
import dev.cress.script.entity.WriteContext;
import dev.cress.script.entity.WriteSchema;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store whose layout is known: reads rows, and knows what a write has to name.
 *
 * @param <T> the entity type
 */
public final class OpenStore<T> {

    private static final int PARTITIONS_AT_A_TIME = 1_024;

    private final EntityModel<T> model;
    private final KeyLayout keys;
    private final long epoch;
    private final long retention;
    private final long writeIdMillis;
    private final RedisExecutor executor;
    private final EntityScripts scripts;
    private final RowReader rows;
    private final AtomicReferenceArray<@Nullable WriteContext> contexts;
    private final boolean moves;
    private final boolean noted;
    private final boolean followed;
    private final Supplier<Referrers<T>> referrers;
    private final @Nullable Claims claims;

    OpenStore(
            EntityModel<T> model,
            KeyLayout keys,
            long epoch,
            StoreOptions options,
            RedisExecutor executor,
            Supplier<Referrers<T>> referrers) {
        this.model = model;
        this.keys = keys;
        this.epoch = epoch;
        this.retention = model.events().retention().orElse(options.retention());
        this.writeIdMillis = options.writeIdMillis();
        this.executor = executor;
        this.moves = keys.partitioning().count() > 1;
        this.noted = Referrers.change(model);
        this.followed = Referrers.follow(model);
        this.referrers = referrers;
        WriteSchema schema = new WriteSchema(
                model.fieldNames(),
                model.indexes().all().stream().map(index -> index.argument()).toList(),
                model.life() == null ? null : model.life().rule(),
                model.events().schema(),
                claimed(),
                model.attachments().size(),
                moves,
                noted,
                followed);
        this.scripts = EntityScripts.of(model.name(), schema, model.sureTexts());
        this.rows = new RowReader(this);
        this.contexts = new AtomicReferenceArray<>(keys.partitioning().count());
        this.claims = claimed().isEmpty() ? null : new Claims(this);
    }

    private OpenStore(OpenStore<T> store, RedisExecutor executor) {
        this.model = store.model;
        this.keys = store.keys;
        this.epoch = store.epoch;
        this.retention = store.retention;
        this.writeIdMillis = store.writeIdMillis;
        this.executor = executor;
        this.scripts = store.scripts;
        this.rows = store.rows.of(this);
        this.contexts = store.contexts;
        this.moves = store.moves;
        this.noted = store.noted;
        this.followed = store.followed;
        this.referrers = store.referrers;
        this.claims = store.claims;
    }

    /** Positions and names of the indexes whose values are unique in several partitions. */
    private SortedMap<Integer, String> claimed() {
        SortedMap<Integer, String> claimed = new TreeMap<>();
        for (int i = 0; i < model.indexes().all().size() && keys.partitioning().count() > 1; i++) {
            if (model.indexes().all().get(i).isModelWide()) {
                claimed.put(i, model.indexes().all().get(i).name());
            }
        }
        return claimed;
    }

    /** Whether entities may be renamed from one partition to another. */
    boolean moves() {
        return moves;
    }

    /** Whether a removal is noted, since it changes what refers to the entity. */
    boolean noted() {
        return noted;
    }

    /** Whether a rename is noted, since what refers to the entity follows. */
    boolean followed() {
        return followed;
    }

    /** What becomes of what refers to entities that are removed. */
    Referrers<T> referrers() {
        return referrers.get();
    }

    /** Whether something may be in the way of a write that is to be done first. */
    boolean hasObstacles() {
        return model.expires() || moves || noted || scripts.save().looks();
    }

    /** Where values are claimed in all partitions; null for a type that has none. */
    @Nullable
    Claims claims() {
        return claims;
    }

    /** {@return the type} */
    public EntityModel<T> model() {
        return model;
    }

    /** {@return its keys} */
    public KeyLayout keys() {
        return keys;
    }

    /** {@return what sends requests} */
    public RedisExecutor executor() {
        return executor;
    }

    /**
     * The same store, asked through another executor.
     *
     * @param other sends requests
     * @return the store
     */
    public OpenStore<T> withExecutor(RedisExecutor other) {
        return new OpenStore<>(this, other);
    }

    /** {@return epoch of the layout} */
    public long epoch() {
        return epoch;
    }

    long writeIdMillis() {
        return writeIdMillis;
    }

    EntityScripts scripts() {
        return scripts;
    }

    /** The key of an entity's hash. */
    byte[] entityKey(Located one) {
        return keys.partition(one.partition()).entity(one.id());
    }

    /** Every key that a script declares which writes an entity, with the permit of a token. */
    List<byte[]> writeKeys(Located one, String token) {
        PartitionKeys partition = keys.partition(one.partition());
        List<byte[]> all = partition.all(one.id());
        if (claims != null) {
            all.add(partition.outbox());
            all.add(partition.permit(token));
        }
        if (model.expires()) {
            all.add(partition.expiry());
        }
        return all;
    }

    /** The same with what is under way in the partition, where removals are noted. */
    List<byte[]> withNotes(List<byte[]> declared, int partition) {
        if (noted) {
            declared.add(keys.partition(partition).ways());
        }
        return declared;
    }

    /** Every key that a script declares which ends an entity for good, so that its removal is noted, with the permit of a token. */
    List<byte[]> endingKeys(Located one, String token) {
        List<byte[]> all = withNotes(writeKeys(one, token), one.partition());
        all.addAll(attachmentKeys(one));
        return all;
    }

    /** Every key that a script declares which removes an entity, with the permit of a token. */
    List<byte[]> removalKeys(Located one, String token) {
        List<byte[]> all = writeKeys(one, token);
        all.addAll(attachmentKeys(one));
        return all;
    }

    /** The keys of what an entity has beside its hash. */
    List<byte[]> attachmentKeys(Located one) {
        if (model.attachments().isEmpty()) {
            return List.of();
        }
        PartitionKeys partition = keys.partition(one.partition());
        return model.attachments().stream()
                .map(attachment -> partition.attachment(attachment, one.id()))
                .toList();
    }

    WriteContext writeContext(int partition) {
        WriteContext known = contexts.get(partition);
        if (known == null) {
            known = new WriteContext(epoch, retention, keys.partition(partition).doorbell(), partition);
            contexts.set(partition, known); // threads that meet here make the same one
        }
        return known;
    }

    /**
     * Finds where an id is.
     *
     * @param id bytes of an id
     * @return the id with its partition
     */
    public Located locate(byte[] id) {
        return new Located(keys.partitioning().of(id), id);
    }

    /**
     * Reads rows: one {@code HMGET} each, all in one round trip for each node. Where entities expire, the servers' time comes with them, and one whose life is over counts as not stored.
     *
     * @param located where they are
     * @return a cold publisher of the rows in this order, null for what is not stored
     */
    public Mono<List<@Nullable Row>> read(List<Located> located) {
        return read(located, model.properties());
    }

    /**
     * Reads parts of rows: one {@code HMGET} each, all in one round trip for each node.
     *
     * @param located where they are
     * @param properties what to read; the other texts of a row are null
     * @return a cold publisher of the rows in this order, null for what is not stored
     */
    public Mono<List<@Nullable Row>> read(List<Located> located, List<Property> properties) {
        return rows.read(located, properties);
    }

    /**
     * Reads a row: one {@code HMGET}.
     *
     * @param id bytes of its id
     * @return a cold publisher, empty when it is not stored
     */
    public Mono<Row> read(byte[] id) {
        return rows.read(locate(id));
    }

    /**
     * Whether an entity is stored: one {@code HEXISTS}.
     *
     * @param id bytes of its id
     * @return a cold publisher
     */
    public Mono<Boolean> exists(byte[] id) {
        return rows.exists(locate(id));
    }

    /**
     * Counts the entities: one command for each partition.
     *
     * @return a cold publisher of their number
     */
    public Mono<Long> count() {
        return Flux.range(0, keys.partitioning().count())
                .map(partition -> size(keys.partition(partition)))
                .buffer(PARTITIONS_AT_A_TIME)
                .concatMap(sizes -> executor.executeAll(Role.READ, sizes), 0)
                .concatMapIterable(counts -> counts)
                .reduce(0L, Long::sum);
    }

    private Request<Long> size(PartitionKeys partition) {
        return model.expires()
                ? Requests.script(LifeScripts.COUNT, List.of(partition.primary(), partition.expiry()), List.of())
                : Requests.sortedSetSize(partition.primary());
    }
}

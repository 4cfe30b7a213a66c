package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.entity.EntityBinding;
import dev.cress.entity.EntityLifecycle;
import dev.cress.entity.EntityRemoval;
import dev.cress.entity.EntityRename;
import dev.cress.entity.EntityStore;
import dev.cress.entity.EntityWriter;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.ModelDescription;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.page.FirstError;
import dev.cress.page.PagedFlux;
import dev.cress.reference.Fetched;
import dev.cress.reference.FetchedAll;
import dev.cress.reference.Ref;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.write.DropProgress;
import dev.cress.write.Patch;
import dev.cress.write.Presence;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The repository over one store. */
final class DefaultReactiveRepository<T, ID> implements ReactiveRepository<T, ID>, EntityBinding<T> {

    private static final int WRITES_IN_FLIGHT = 256;
    private static final int HYDRATION_BATCH = 128;

    private static final WriteOptions INSERT = WriteOptions.DEFAULT.ifAbsent();
    private static final WriteOptions UPDATE = WriteOptions.DEFAULT.ifPresent();

    private final EntityStore<T> store;
    private final EntityRemoval<T> removal;
    private final EntityLifecycle<T> lifecycle;
    private final EntityWriter<T> writer;
    private final EntityRename<T> renames;

    DefaultReactiveRepository(EntityStore<T> store) {
        this.store = store;
        this.removal = new EntityRemoval<>(store);
        this.lifecycle = store.lifecycle();
        this.writer = new EntityWriter<>(store);
        this.renames = new EntityRename<>(store);
        lifecycle.bindTo(this);
    }

    @Override
    public Mono<T> save(T entity) {
        return save(entity, WriteOptions.DEFAULT).map(WriteResult::entity);
    }

    @Override
    public Mono<T> insert(T entity) {
        return save(entity, INSERT).map(WriteResult::entity);
    }

    @Override
    public Mono<T> update(T entity) {
        return save(entity, UPDATE).map(WriteResult::entity);
    }

    @Override
    public Mono<WriteResult<T>> save(T entity, WriteOptions options) {
        requireNonNull(entity, "entity");
        requireNonNull(options, "options");
        return lifecycle.isPlain()
                ? writer.save(entity, options)
                : lifecycle
                        .beforeWrite(options.presence(), entity)
                        .flatMap(ready -> writer.save(ready, options))
                        .flatMap(lifecycle::afterSave);
    }

    @Override
    public Patch<T> patch(ID id) {
        return new DefaultPatch<>(store, store.model().encodeId(requireNonNull(id, "id")));
    }

    @Override
    public Mono<T> overwrite(T entity) {
        return lifecycle
                .beforeWrite(Presence.ANY, requireNonNull(entity, "entity"))
                .flatMap(writer::overwrite)
                .flatMap(lifecycle::afterSave)
                .map(WriteResult::entity);
    }

    @Override
    public Flux<T> saveAll(Publisher<? extends T> entities) {
        return FirstError.of(
                Flux.from(requireNonNull(entities, "entities")).flatMapSequential(this::save, WRITES_IN_FLIGHT, 1));
    }

    @Override
    public Mono<T> findById(ID id) {
        requireNonNull(id, "id");
        return store.with(open -> lifecycle.load(open.read(open.model().encodeId(id))));
    }

    @Override
    public EntityKey<T> key(ID id) {
        return new DefaultEntityKey<>(store, store.model().encodeId(requireNonNull(id, "id")));
    }

    @Override
    public EntityKey<T> keyOf(T entity) {
        return new DefaultEntityKey<>(store, store.model().id(requireNonNull(entity, "entity")));
    }

    @Override
    public T bind(T entity) {
        return lifecycle.bound(requireNonNull(entity, "entity"));
    }

    @Override
    public Mono<T> reload(T entity) {
        return Mono.defer(() -> keyOf(entity).find());
    }

    @Override
    public ModelDescription describe() {
        return store.model().describe();
    }

    @Override
    public Flux<T> findAllById(Publisher<? extends ID> ids) {
        requireNonNull(ids, "ids");
        return store.withMany(open -> Flux.<ID>from(ids)
                .map(id -> open.locate(open.model().encodeId(id)))
                .buffer(HYDRATION_BATCH)
                .concatMap(located -> open.read(located).flatMap(lifecycle::loadAll), 0)
                .concatMapIterable(entities -> entities, 1));
    }

    @Override
    public Mono<T> findByRef(Ref<T> reference) {
        requireNonNull(reference, "reference");
        return store.with(open -> lifecycle.load(open.read(open.model().encodeId(reference.id()))));
    }

    @Override
    public <E> Flux<Fetched<E, T>> fetch(
            Publisher<? extends E> owners, Function<? super E, @Nullable Ref<T>> reference) {
        requireNonNull(reference, "reference");
        return this.<E, Fetched<E, T>>fetched(owners, (fetch, batch) -> fetch.of(batch, reference));
    }

    @Override
    public <E> Flux<FetchedAll<E, T>> fetchAll(
            Publisher<? extends E> owners, Function<? super E, ? extends @Nullable Collection<Ref<T>>> references) {
        requireNonNull(references, "references");
        return this.<E, FetchedAll<E, T>>fetched(owners, (fetch, batch) -> fetch.all(batch, references));
    }

    private <E, R> Flux<R> fetched(
            Publisher<? extends E> owners, BiFunction<ReferenceFetch<T>, List<E>, Mono<List<R>>> fetching) {
        requireNonNull(owners, "owners");
        return store.withMany(open -> {
            ReferenceFetch<T> fetch = new ReferenceFetch<>(open, lifecycle);
            return Flux.<E>from(owners)
                    .buffer(HYDRATION_BATCH)
                    .concatMap(batch -> fetching.apply(fetch, batch), 0)
                    .concatMapIterable(fetched -> fetched, 1);
        });
    }

    @Override
    public Flux<T> findAll() {
        return store.withMany(open -> PagedFlux.of(() -> allEntities(open)));
    }

    @Override
    public Mono<Boolean> existsById(ID id) {
        requireNonNull(id, "id");
        return store.with(open -> open.exists(open.model().encodeId(id)));
    }

    @Override
    public Mono<Long> count() {
        return store.with(OpenStore::count);
    }

    @Override
    public Mono<Boolean> deleteById(ID id) {
        return deleteById(id, WriteOptions.DEFAULT).map(EntityRemoval::removed);
    }

    @Override
    public Mono<WriteResult<T>> deleteById(ID id, WriteOptions options) {
        requireNonNull(id, "id");
        if (options.presence() == Presence.ABSENT) {
            throw new IllegalArgumentException("what is absent cannot be deleted; leave ifAbsent() away");
        }
        Long expected =
                options.ifVersion().isPresent() ? (Long) options.ifVersion().getAsLong() : null;
        return Mono.defer(() -> removal.one(store.model().encodeId(id), expected, options));
    }

    @Override
    public Mono<Long> rename(ID id, ID other) {
        return rename(id, other, WriteOptions.DEFAULT)
                .map(result -> ((WriteResult.Written<T>) result.orThrow()).version());
    }

    @Override
    public Mono<WriteResult<T>> rename(ID id, ID other, WriteOptions options) {
        byte[] before = store.model().encodeId(requireNonNull(id, "id"));
        byte[] after = store.model().encodeId(requireNonNull(other, "other"));
        if (Arrays.equals(before, after)) {
            throw new IllegalArgumentException("an entity is renamed to another id");
        }
        return renames.rename(before, after, requireNonNull(options, "options"));
    }

    @Override
    public Mono<Boolean> delete(T entity) {
        requireNonNull(entity, "entity");
        return Mono.defer(() -> {
            OptionalLong version = store.model().version(entity);
            Long expected = version.isPresent() ? (Long) version.getAsLong() : null;
            return removal.one(store.model().id(entity), expected, WriteOptions.DEFAULT)
                    .map(EntityRemoval::removed);
        });
    }

    @Override
    public Mono<Long> deleteAll() {
        return removal.all().last().map(DropProgress::changed);
    }

    private BatchSource<T> allEntities(OpenStore<T> open) {
        MemberScan scan = primaryScan(open);
        return demand -> scan.next((int) Math.min(HYDRATION_BATCH, demand)).flatMap(members -> hydrate(open, members));
    }

    private Mono<Batch<T>> hydrate(OpenStore<T> open, Batch<Member> members) {
        List<Located> located = members.items().stream()
                .map(member -> new Located(member.partition(), member.bytes()))
                .toList();
        return open.read(located).flatMap(lifecycle::loadAll).map(entities -> new Batch<>(entities, members.last()));
    }

    private static MemberScan primaryScan(OpenStore<?> open) {
        return new MemberScan(open.executor(), primaryKeys(open), List.of(ByteRange.ALL), Direction.ASCENDING);
    }

    private static List<byte[]> primaryKeys(OpenStore<?> open) {
        return IntStream.range(0, open.keys().partitioning().count())
                .mapToObj(partition -> open.keys().partition(partition).primary())
                .toList();
    }
}

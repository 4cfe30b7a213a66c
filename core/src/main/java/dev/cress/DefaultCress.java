package dev.cress;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.entity.EntityStore;
import dev.cress.entity.StoreOptions;
import dev.cress.entity.Sweeper;
import dev.cress.entity.UnitWriter;
import dev.cress.error.MappingException;
import dev.cress.mapping.EntityModel;
import dev.cress.metric.Meters;
import dev.cress.repository.FragmentContext;
import dev.cress.repository.RepositoryFactory;
import dev.cress.repository.SigningKey;
import dev.cress.repository.UnitOfWork;
import dev.cress.validation.JakartaValidator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keeps one store for each entity type. */
final class DefaultCress implements Cress {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultCress.class);

    private final RedisConnections connections;
    private final RedisExecutor executor;
    private final StoreOptions storeOptions;
    private final EntityOptions entityOptions;
    private final List<SigningKey> cursorKeys;
    private final Meters meters;
    private final RepositoryFactory factory = new RepositoryFactory();
    private final @Nullable Sweeper sweeper;
    private final UnitWriter units = new UnitWriter();
    private final Map<Class<?>, EntityStore<?>> stores = new ConcurrentHashMap<>();

    /** Reads files, modules and scripts, so that no operation has to: not to be called on a thread that must not block. */
    DefaultCress(CressOptions options, RedisConnections connections) {
        EntityStore.loadScripts();
        LOG.debug("cress {}", LibraryVersion.TEXT);
        this.connections = connections;
        this.cursorKeys = options.cursorKeys();
        this.meters = options.meters();
        this.executor = options.executor().apply(connections.executor());
        this.entityOptions = withValidator(options.entities());
        this.sweeper = entityOptions.sweepPeriod().isZero()
                ? null
                : new Sweeper(entityOptions.sweepPeriod(), entityOptions.onSwept(), Schedulers.parallel());
        this.storeOptions = new StoreOptions(
                options.namespace(),
                options.partitions(),
                connections.cluster() ? CressOptions.DEFAULT_CLUSTER_PARTITIONS : 1,
                options.eventRetention(),
                options.writeIdRetention().toMillis());
    }

    private static EntityOptions withValidator(EntityOptions options) {
        if (options.validator() != null) {
            return options;
        }
        try {
            return JakartaValidator.ofClassPath().map(options::withValidator).orElse(options);
        } catch (NoClassDefFoundError e) {
            return options; // Jakarta Validation is an optional dependency
        }
    }

    @Override
    public <R> R repository(Class<R> type) {
        return factory.create(type, entity -> context(usedStore(entity)));
    }

    @Override
    public UnitOfWork unitOfWork() {
        return UnitOfWork.of(units, this::usedStore);
    }

    /** A store whose entities may be deleted: who refers to them is known. */
    private EntityStore<?> usedStore(Class<?> type) {
        EntityStore<?> store = store(type);
        store.findReferrers(this::store);
        return store;
    }

    @Override
    public Mono<Void> verify() {
        return Flux.defer(() -> Flux.fromIterable(stores.values()))
                .concatMap(EntityStore::open)
                .then();
    }

    @Override
    public Foundation foundation() {
        return new Foundation(storeOptions.namespace(), connections, executor, meters);
    }

    @Override
    public Mono<Void> closeLater() {
        return Mono.fromRunnable(this::stopSweeping).then(connections.closeLater());
    }

    private void stopSweeping() {
        if (sweeper != null) {
            sweeper.stop();
        }
    }

    private <T> FragmentContext<T> context(EntityStore<T> store) {
        return new FragmentContext<>(store, connections, cursorKeys, meters, this::store);
    }

    private EntityStore<?> newStore(Class<?> type) {
        EntityStore<?> store = new EntityStore<>(
                EntityModel.of(type, entityOptions.converters()), storeOptions, entityOptions, executor);
        if (sweeper != null) {
            store.onOpen(sweeper::start);
        }
        return store;
    }

    private EntityStore<?> store(Class<?> type) {
        EntityStore<?> store = stores.computeIfAbsent(type, this::newStore);
        boolean taken = stores.entrySet().stream()
                .anyMatch(other -> other.getKey() != type
                        && other.getValue().model().name().equals(store.model().name()));
        if (taken) {
            stores.remove(type);
            throw new MappingException(
                    type.getName(),
                    List.of("the model name " + store.model().name() + " belongs to another type already"));
        }
        return store;
    }
}

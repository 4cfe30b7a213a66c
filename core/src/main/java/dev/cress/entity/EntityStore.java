package dev.cress.entity;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.AccessDeniedException;
import dev.cress.error.LayoutMismatchException;
import dev.cress.error.StoredDataException;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.key.Placement;
import dev.cress.mapping.EntityModel;
import dev.cress.script.attachment.AttachmentScripts;
import dev.cress.script.claim.ClaimScripts;
import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.DropScript;
import dev.cress.script.entity.LifeScripts;
import dev.cress.script.entity.MoveScripts;
import dev.cress.script.entity.PatchScript;
import dev.cress.script.entity.RemovalScripts;
import dev.cress.script.entity.RenameScript;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.UnitScript;
import dev.cress.script.layout.LayoutReply;
import dev.cress.script.layout.LayoutScript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the entities of one type are. Its layout record is read, or written, before the first operation; nothing is done while it differs from what the type
 * declares.
 *
 * @param <T> the entity type
 */
public final class EntityStore<T> {

    /** Version of the storage layout that this code reads and writes. */
    public static final String ENCODING = "1";

    private static final Logger LOG = LoggerFactory.getLogger(EntityStore.class);

    /** Types refer to each other, so one at a time of all finds its rules. */
    private static final Object RULES = new Object();

    private final EntityModel<T> model;
    private final StoreOptions options;
    private final RedisExecutor executor;
    private final EntityLifecycle<T> lifecycle;
    private final AtomicReference<@Nullable OpenStore<T>> opened = new AtomicReference<>();
    private volatile @Nullable Referrers<T> referrers;
    private volatile Consumer<OpenStore<?>> onOpen = store -> {};

    /**
     * A store.
     *
     * @param model the type
     * @param options namespace and defaults
     * @param executor sends requests
     */
    public EntityStore(EntityModel<T> model, StoreOptions options, RedisExecutor executor) {
        this(model, options, EntityOptions.DEFAULT, executor);
    }

    /**
     * A store.
     *
     * @param model the type
     * @param options namespace and defaults
     * @param entityOptions what happens around writes and reads
     * @param executor sends requests
     */
    public EntityStore(
            EntityModel<T> model, StoreOptions options, EntityOptions entityOptions, RedisExecutor executor) {
        this.model = model;
        this.options = options;
        this.executor = executor;
        this.lifecycle = new EntityLifecycle<>(model, entityOptions);
    }

    /** Loads the scripts that entities need from the class path, and makes what write ids begin with, which blocks, so that no operation does it later. */
    public static void loadScripts() {
        LOG.debug(
                "scripts: {}",
                List.of(
                        LayoutScript.SCRIPT,
                        SaveScript.TEMPLATE,
                        PatchScript.TEMPLATE,
                        DropScript.TEMPLATE,
                        DeleteScript.TEMPLATE,
                        RenameScript.TEMPLATE,
                        MoveScripts.PACK,
                        RemovalScripts.SETTLE,
                        UnitScript.TEMPLATE,
                        LifeScripts.TOUCH,
                        ClaimScripts.RESERVE,
                        AttachmentScripts.PUSH));
        LOG.debug("write ids: {} and on", WriteIds.next());
    }

    /** {@return the type} */
    public EntityModel<T> model() {
        return model;
    }

    /** {@return what happens around writes and reads} */
    public EntityLifecycle<T> lifecycle() {
        return lifecycle;
    }

    /**
     * Says where those are that refer to entities of this type, if it says by {@link dev.cress.annotation.ReferencedBy} what becomes of them.
     *
     * @param stores gives the store of another type
     * @throws dev.cress.error.MappingException naming every rule that cannot be kept
     */
    public void findReferrers(Function<Class<?>, EntityStore<?>> stores) {
        synchronized (RULES) {
            if (referrers != null) {
                return;
            }
            Referrers<T> found = Referrers.of(model, stores);
            referrers = found; // before those of other types, which may lead back here
            try {
                found.findOthers(model, stores);
            } catch (RuntimeException e) {
                referrers = null;
                throw e;
            }
        }
    }

    Referrers<T> referrers() {
        Referrers<T> known = referrers;
        return known == null ? Referrers.none() : known;
    }

    /**
     * Checks the layout record once.
     *
     * <ul>
     * <li><b>Emits</b> the open store.
     * <li><b>Errors</b> {@link LayoutMismatchException}; {@link AccessDeniedException} when a command is denied that writes need, before any is half done; what a request may signal, after which the next subscription tries again.
     * <li><b>Redis</b> {@code EVALSHA layout/open} until it succeeded once, nothing afterwards.
     * </ul>
     *
     * @return a cold publisher
     */
    public Mono<OpenStore<T>> open() {
        return Mono.defer(() -> {
            OpenStore<T> known = opened.get();
            return known != null ? Mono.just(known) : readLayout();
        });
    }

    /**
     * Does something with the open store.
     *
     * @param operation what to do, called for each subscription
     * @param <R> type of the result
     * @return a cold publisher of the result
     */
    public <R> Mono<R> with(Function<OpenStore<T>, Mono<R>> operation) {
        return Mono.defer(() -> {
            OpenStore<T> known = opened.get();
            return known != null ? operation.apply(known) : readLayout().flatMap(operation);
        });
    }

    /**
     * Does something with the open store.
     *
     * @param operation what to do, called for each subscription
     * @param <R> type of the results
     * @return a cold publisher of the results
     */
    public <R> Flux<R> withMany(Function<OpenStore<T>, Flux<R>> operation) {
        return Flux.defer(() -> {
            OpenStore<T> known = opened.get();
            return known != null ? operation.apply(known) : readLayout().flatMapMany(operation);
        });
    }

    private Mono<OpenStore<T>> readLayout() {
        List<byte[]> keys = List.of(
                KeyLayout.layoutRecord(options.namespace(), model.name()),
                KeyLayout.canary(options.namespace(), model.name()));
        List<byte[]> arguments = LayoutScript.arguments(
                initialPartitions(),
                placement().hash(),
                ENCODING,
                model.indexes().signature(initialPartitions()),
                KeyLayout.firstDoorbell(options.namespace(), model.name()));
        return executor.execute(Role.WRITE, Requests.repeatableScript(LayoutScript.SCRIPT, keys, arguments))
                .map(this::check)
                .doOnNext(this::opened);
    }

    private void opened(OpenStore<T> store) {
        if (opened.compareAndSet(null, store)) { // two may open at once
            onOpen.accept(store);
        }
    }

    /**
     * Says who is told, once, when the layout is known.
     *
     * @param listener must not block
     */
    public void onOpen(Consumer<OpenStore<?>> listener) {
        onOpen = listener;
    }

    /** Where an id is, without asking; empty while neither the type nor the options say how many partitions there are and the layout record was not read. */
    Optional<Located> locate(byte[] id) {
        OpenStore<T> known = opened.get();
        if (known != null) {
            return Optional.of(known.locate(id));
        }
        return declared() == 0
                ? Optional.empty()
                : Optional.of(new Located(new Partitioning(declared(), placement()).of(id), id));
    }

    private Placement placement() {
        return model.partitionProperty().isPresent() ? Placement.FIRST_PART : Placement.WHOLE_ID;
    }

    private int declared() {
        return model.partitions() > 0 ? model.partitions() : options.partitions();
    }

    private int initialPartitions() {
        if (declared() > 0) {
            return declared();
        }
        return model.indexes().areUniqueWithinPartitions() ? options.defaultPartitions() : 1;
    }

    private OpenStore<T> check(LayoutReply reply) {
        if (reply instanceof LayoutReply.Corrupt corrupt) {
            throw new StoredDataException(corrupt.key() + " " + corrupt.detail(), null);
        }
        if (reply instanceof LayoutReply.Denied denied) {
            throw new AccessDeniedException(
                    "the server does not let this user call " + denied.command()
                            + ", which writes need; see the README's list of commands. Nothing was written",
                    null);
        }
        LayoutReply.Layout layout = (LayoutReply.Layout) reply;
        require("storage encoding", layout.encoding(), ENCODING);
        require("partition hash", layout.hash(), placement().hash());
        require("index set", layout.indexes(), model.indexes().signature(layout.partitions()));
        if (declared() > 0) {
            require("number of partitions", String.valueOf(layout.partitions()), String.valueOf(declared()));
        }
        KeyLayout keys = new KeyLayout(
                options.namespace(),
                model.name(),
                partitioning(layout.partitions()),
                model.indexes().all());
        return new OpenStore<>(model, keys, layout.epoch(), options, executor, this::referrers);
    }

    private Partitioning partitioning(int partitions) {
        try {
            return new Partitioning(partitions, placement());
        } catch (IllegalArgumentException e) {
            throw new StoredDataException("the layout record of model " + model.name() + ": " + e.getMessage(), e);
        }
    }

    private void require(String what, String stored, String declared) {
        if (!stored.equals(declared)) {
            throw new LayoutMismatchException(
                    "the " + what + " of model " + model.name() + " in namespace " + options.namespace()
                            + " is [" + stored + "] in the store and [" + declared
                            + "] in this program; change the program back, or store the entities anew under another namespace or model name");
        }
    }
}

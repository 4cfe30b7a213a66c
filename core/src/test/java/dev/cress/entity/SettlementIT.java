package dev.cress.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.connection.RedisExecutor;
import dev.cress.error.CascadeLimitException;
import dev.cress.mapping.EntityModel;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How much of a cascade is in memory at once. */
@RedisTest
class SettlementIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int NODES = 40;

    @RedisEntity(value = "node", partitions = 2)
    @ReferencedBy(type = Node.class, property = "parent", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = Leaf.class, property = "node", onDelete = OnDelete.RESTRICT)
    record Node(@Id String id, @Indexed @Nullable Ref<Node> parent) {}

    @RedisEntity("leaf")
    record Leaf(@Id String id, @Indexed Ref<Node> node) {}

    @RedisEntity("pot")
    @ReferencedBy(type = Plant.class, property = "pot", onDelete = OnDelete.CASCADE)
    record Pot(@Id String id) {}

    @RedisEntity("plant")
    record Plant(@Id String id, @Indexed Ref<Pot> pot) {}

    private final RedisEnvironment redis;
    private Cress cress;
    private EntityStore<Node> nodes;

    SettlementIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    /** A tree in which each node has three others below it. */
    @BeforeEach
    void plant() {
        cress = Cress.connect(redis.uri()).block(LIMIT);
        RedisExecutor executor = cress.foundation().executor();
        StoreOptions options = new StoreOptions(redis.newNamespace(), 0, 2, 1_000, 60_000);
        nodes = new EntityStore<>(EntityModel.of(Node.class), options, executor);
        EntityStore<Leaf> leaves = new EntityStore<>(EntityModel.of(Leaf.class), options, executor);
        nodes.findReferrers(type -> type == Node.class ? nodes : leaves);
        EntityWriter<Node> writer = new EntityWriter<>(nodes);
        Flux.range(0, NODES)
                .flatMap(i ->
                        writer.save(new Node("n" + i, i == 0 ? null : Ref.to("n" + (i - 1) / 3)), WriteOptions.DEFAULT))
                .doOnNext(WriteResult::orThrow)
                .blockLast(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    /** Each note is settled but that of which something cannot be deleted, and that as soon as it can be. */
    @Test
    void whatCannotBeDeletedKeepsNothingElse() {
        AtomicBoolean refuses = new AtomicBoolean(true);
        EntityOptions options = EntityOptions.builder()
                .callbacks(Plant.class, new EntityCallbacks<Plant>() {
                    @Override
                    public Mono<Void> beforeDelete(String id) {
                        return refuses.get() && id.equals("q2")
                                ? Mono.error(new IllegalStateException("kept"))
                                : Mono.empty();
                    }
                })
                .build();
        StoreOptions stored = new StoreOptions(redis.newNamespace(), 0, 2, 1_000, 60_000);
        RedisExecutor executor = cress.foundation().executor();
        EntityStore<Pot> pots = new EntityStore<>(EntityModel.of(Pot.class), stored, executor);
        EntityStore<Plant> plants = new EntityStore<>(EntityModel.of(Plant.class), stored, options, executor);
        pots.findReferrers(type -> plants);
        for (int i = 0; i < 5; i++) {
            byte[] pot = id("p" + i);
            new EntityWriter<>(pots)
                    .save(new Pot("p" + i), WriteOptions.DEFAULT)
                    .block(LIMIT);
            new EntityWriter<>(plants)
                    .save(new Plant("q" + i, Ref.to("p" + i)), WriteOptions.DEFAULT)
                    .block(LIMIT);
            long version = pots.with(open -> open.read(pot)).block(LIMIT).version();
            new EntityWriter<>(pots).deleteAlone(pot, version).block(LIMIT);
        }

        assertThatThrownBy(() -> new EntityRemoval<>(pots).finish().block(LIMIT))
                .hasMessage("kept");
        assertThat(plants.with(OpenStore::count).block(LIMIT)).isEqualTo(1);
        refuses.set(false);
        assertThat(new EntityRemoval<>(pots).finish().block(LIMIT)).isEqualTo(1);
        assertThat(plants.with(OpenStore::count).block(LIMIT)).isZero();
    }

    private static byte[] id(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsByTheirNotesWhatHasNoRoom() {
        long version = nodes.with(open -> open.read(id("n0"))).block(LIMIT).version();
        WriteResult<Node> removed =
                new EntityWriter<>(nodes).deleteAlone(id("n0"), version).block(LIMIT);
        String noted = Long.toString(((WriteResult.Removed<Node>) removed).version());

        nodes.with(open -> new Settlement(1).begin(List.of(new NotedRemoval(open, open.locate(id("n0")), noted))))
                .block(LIMIT);

        assertThat(nodes.with(OpenStore::count).block(LIMIT)).isZero();
        assertThat(nodes.withMany(open -> new RemovalNotes(open).each("", Mono::just, Mono::error))
                        .collectList()
                        .block(LIMIT))
                .isEmpty();
    }

    @Test
    void leavesTheNoteOfALaterRemoval() {
        OpenStore<Node> open = nodes.open().block(LIMIT);
        Located leaf = open.locate(id("n39"));
        long version = open.read(leaf.id()).block(LIMIT).version();
        new EntityWriter<>(nodes).deleteAlone(leaf.id(), version).block(LIMIT);

        new NotedRemoval(open, leaf, Long.toString(version)).settle().block(LIMIT);

        assertThat(new RemovalNotes(open).of(List.of(leaf)).block(LIMIT)).hasSize(1);
    }

    @Test
    void looksAtSoManyAndNoMore() {
        assertThat(new LookAhead((store, id) -> false, NODES)
                        .first(nodes, id("n0"))
                        .blockOptional(LIMIT))
                .isEmpty();
        assertThatThrownBy(() -> new LookAhead((store, id) -> false, NODES - 1)
                        .first(nodes, id("n0"))
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        CascadeLimitException.class,
                        refused -> assertThat(refused.limit()).isEqualTo(NODES - 1));
    }
}

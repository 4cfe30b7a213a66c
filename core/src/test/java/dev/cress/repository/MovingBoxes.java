package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.ChangeEvents;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.EventImage;
import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.key.Partitioning;
import dev.cress.testing.RedisEnvironment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Boxes in four partitions, with everything that an entity may have, and programs that rename them. */
final class MovingBoxes {

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final int PARTITIONS = 4;

    @RedisEntity(value = "box", partitions = PARTITIONS)
    @Expires(after = "PT30M")
    @CompositeIndex({"owner", "weight"})
    @CappedList(name = "stops", type = String.class, max = 3)
    @ByteStream(name = "scan", max = 100)
    @ChangeEvents(images = EventImage.AFTER)
    record Box(
            @Id String id,
            @Indexed @Nullable String owner,
            long weight,

            @Unique(scope = Unique.Scope.PARTITION) @Nullable
            String seal,

            @GeoIndexed @Nullable GeoPoint place,
            @Indexed List<String> tags,
            @Version long version) {

        static Box empty(String id, @Nullable String owner) {
            return new Box(id, owner, 1, null, null, List.of(), 0);
        }

        Box as(String other, long renamed) {
            return new Box(other, owner, weight, seal, place, tags, renamed);
        }
    }

    interface Boxes
            extends ReactiveRepository<Box, String>,
                    Attachments<Box, String>,
                    Expiring<Box, String>,
                    Maintenance<Box> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private final Cress cress;
    private final Boxes boxes;

    MovingBoxes(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
        this.cress = connect(clock.executor());
        this.boxes = cress.repository(Boxes.class);
    }

    /** Another program, which does nothing by itself. */
    Cress connect(UnaryOperator<RedisExecutor> executor) {
        return connect(executor, EntityOptions.builder().withoutSweeping().build());
    }

    /** Another program. */
    Cress connect(UnaryOperator<RedisExecutor> executor, EntityOptions entities) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(executor)
                        .entities(entities)
                        .build())
                .block(LIMIT);
    }

    void close() {
        cress.closeLater().block(LIMIT);
    }

    /** A program in which nothing fails. */
    Cress cress() {
        return cress;
    }

    Boxes boxes() {
        return boxes;
    }

    MovedClock clock() {
        return clock;
    }

    String namespace() {
        return namespace;
    }

    static int partition(String id) {
        return new Partitioning(PARTITIONS).of(id.getBytes(StandardCharsets.UTF_8));
    }

    /** An id of this or another partition than a known one has. */
    static String id(String prefix, String known, boolean same) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + "{" + i + "}:\0é")
                .filter(id -> !id.equals(known) && same == (partition(id) == partition(known)))
                .findFirst()
                .orElseThrow();
    }

    Box store(String id) {
        Box box = boxes.save(new Box(id, "", -7, "seal " + id, new GeoPoint(13.4, 52.5), List.of("x", "y"), 0))
                .block(LIMIT);
        boxes.list(id, "stops", String.class)
                .pushAll(List.of("a", "b", "\0", "d"))
                .block(LIMIT);
        boxes.bytes(id, "scan").append(ByteBuffer.wrap(new byte[] {0, -1, 10})).block(LIMIT);
        return box;
    }

    void requireAll(String id) {
        assertThat(boxes.list(id, "stops", String.class)
                        .oldestFirst()
                        .collectList()
                        .block(LIMIT))
                .containsExactly("b", "\0", "d");
        assertThat(boxes.bytes(id, "scan").size().block(LIMIT)).isEqualTo(3);
    }
}

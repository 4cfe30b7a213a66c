package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Unique;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Every type of property that {@link Parcel} has not, under random writes: what is stored is what the document says, and indexes sort as the values. */
@RedisTest
class DeclaredTypesIT {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredTypesIT.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("America/St_Johns"), ZoneOffset.UTC, ZoneOffset.ofHours(-18));

    record SightingId(String station, long number) {}

    @RedisEntity(value = "sighting", partitions = 4, id = SightingId.class)
    record Sighting(
            @Id @Indexed String station,
            @Id long number,
            @Indexed @StoredName("at") Optional<LocalDateTime> local,
            @Indexed OffsetDateTime offset,
            @Indexed ZonedDateTime zoned,
            @Indexed LocalTime daily,
            @Indexed @StoredName("took") Duration duration,
            @Indexed URI source,
            @Unique(scope = Unique.Scope.PARTITION) byte[] digest,
            byte[] picture) {

        SightingId id() {
            return new SightingId(station, number);
        }
    }

    interface Sightings extends ReactiveRepository<Sighting, SightingId>, Queryable<Sighting> {}

    private static final ModelSchema SCHEMA = ModelSchema.of(
            "sighting",
            4,
            PropertySchema.indexed("station", StoredType.STRING),
            PropertySchema.indexed("at", StoredType.DATE_TIME),
            PropertySchema.indexed("offset", StoredType.OFFSET_DATE_TIME),
            PropertySchema.indexed("zoned", StoredType.ZONED_DATE_TIME),
            PropertySchema.indexed("daily", StoredType.TIME),
            PropertySchema.indexed("took", StoredType.DURATION),
            PropertySchema.indexed("source", StoredType.URI_TEXT),
            PropertySchema.unique("digest", StoredType.BYTES),
            PropertySchema.plain("picture", StoredType.BYTES));

    private final RedisEnvironment redis;
    private final String namespace;
    private final Random random = new Random(SEED);
    private Cress cress;
    private Sightings sightings;

    DeclaredTypesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        LOG.info("seed {}", SEED);
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .build())
                .block(LIMIT);
        sightings = cress.repository(Sightings.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private <V> V sometimesNull(V value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    private LocalDateTime local() {
        long day = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-3, 4);
        return LocalDate.ofEpochDay(day / 4).atTime(time());
    }

    private LocalTime time() {
        LocalTime time = LocalTime.of(random.nextInt(4) * 7, random.nextInt(60));
        return random.nextBoolean() ? time : time.withSecond(random.nextInt(60)).withNano(random.nextInt(4) * 250_000);
    }

    private Sighting sighting(int i) {
        byte[] digest = {0, (byte) i, (byte) (i >> 8), -1};
        return new Sighting(
                List.of("", "a|b", "\\", ":{}", "\0").get(i % 5),
                i,
                random.nextInt(6) == 0 ? Optional.empty() : Optional.of(local()),
                sometimesNull(local().atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801)))),
                sometimesNull(local().atZone(ZONES.get(random.nextInt(ZONES.size())))),
                sometimesNull(time()),
                sometimesNull(Duration.ofSeconds(random.nextLong() >> random.nextInt(64), random.nextInt(3))),
                sometimesNull(URI.create("urn:x:" + random.nextInt(50))),
                sometimesNull(digest),
                sometimesNull(new byte[random.nextInt(3)]));
    }

    @Test
    void isStoredAsTheDocumentSaysWhateverIsWritten() {
        int count = 400;
        sightings.saveAll(Flux.range(0, count).map(this::sighting)).blockLast(LIMIT);
        sightings
                .saveAll(Flux.range(0, count).filter(i -> i % 3 == 0).map(this::sighting))
                .blockLast(LIMIT);
        Flux.range(0, count)
                .filter(i -> i % 7 == 0)
                .flatMap(i -> sightings.deleteById(sighting(i).id()))
                .blockLast(LIMIT);
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            new InvariantChecker(raw, namespace, SCHEMA).requireNoViolation();
        }

        List<Sighting> all = sightings.findAll().collectList().block(LIMIT);
        assertThat(all)
                .hasSize(count
                        - IntStream.range(0, count).filter(i -> i % 7 == 0).toArray().length);
        assertSorted(all, "station", Sighting::station, Comparator.naturalOrder());
        assertSorted(all, "local", s -> s.local().orElse(null), Comparator.naturalOrder());
        assertSorted(
                all,
                "offset",
                s -> s.offset() == null ? null : s.offset().toInstant(),
                Comparator.<Instant>naturalOrder());
        assertSorted(
                all,
                "zoned",
                s -> s.zoned() == null ? null : s.zoned().toInstant(),
                Comparator.<Instant>naturalOrder());
        assertSorted(all, "daily", Sighting::daily, Comparator.naturalOrder());
        assertSorted(all, "duration", Sighting::duration, Comparator.naturalOrder());
        assertSorted(all, "source", s -> s.source() == null ? null : s.source().toString(), Comparator.naturalOrder());
        assertFound(all, "zoned", Sighting::zoned, ZonedDateTime::toInstant);
        assertFound(all, "duration", Sighting::duration, Function.identity());
        assertFound(all, "digest", Sighting::digest, HexFormat.of()::formatHex);
        all.forEach(one -> assertThat(sightings.findById(one.id()).block(LIMIT))
                .usingRecursiveComparison()
                .isEqualTo(one));
    }

    private <V> void assertSorted(
            List<Sighting> all, String property, Function<Sighting, V> value, Comparator<? super V> order) {
        List<V> sorted = sightings.query().orderBy(property).ascending().all().collectList().block(LIMIT).stream()
                .map(value)
                .toList();
        assertThat(sorted)
                .as("%s, seed %d", property, SEED)
                .hasSameSizeAs(all)
                .isSortedAccordingTo(Comparator.nullsFirst(order));
    }

    /** Equality by index finds what is equal in the order of the index, whatever else differs. */
    private <V> void assertFound(
            List<Sighting> all, String property, Function<Sighting, V> value, Function<V, ?> same) {
        Sighting wanted =
                all.stream().filter(s -> value.apply(s) != null).findFirst().orElseThrow();
        Object key = same.apply(value.apply(wanted));
        List<SightingId> expected = all.stream()
                .filter(s ->
                        value.apply(s) != null && same.apply(value.apply(s)).equals(key))
                .map(Sighting::id)
                .toList();
        assertThat(sightings
                        .query()
                        .where(property)
                        .is(value.apply(wanted))
                        .allowScan()
                        .all()
                        .map(Sighting::id)
                        .collectList()
                        .block(LIMIT))
                .as("%s, seed %d", property, SEED)
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}

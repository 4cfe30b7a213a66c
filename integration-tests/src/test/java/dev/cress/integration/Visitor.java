package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.MovedClock;
import dev.cress.entity.Lifespan;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.integration.ExpectedLife.Said;
import dev.cress.integration.Visit.Visits;
import dev.cress.query.Query;
import dev.cress.reference.Ref;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** One operation after the other, each answer compared with that of the model. */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Visits visits;
    private final MovedClock clock;
    private final Random random;
    private final RandomVisits some;
    private final Consumer<String> hashRemover;
    private final VisitModel model = new VisitModel();
    private final Trails trails;
    private final Set<String> forgotten = new HashSet<>();

    /** @param hashRemover removes the hash of an id, as the server does a day after the end of its life */
    Visitor(Visits visits, MovedClock clock, Random random, Consumer<String> hashRemover) {
        this.visits = visits;
        this.clock = clock;
        this.random = random;
        this.some = new RandomVisits(random);
        this.hashRemover = hashRemover;
        this.trails = new Trails(random, visits);
    }

    /** The bytes of ids whose hashes were removed. */
    Set<String> forgotten() {
        return forgotten;
    }

    /** Everything is gone. */
    void forget() {
        RandomVisits.IDS.forEach(this::removed);
    }

    private long now() {
        return clock.now().toEpochMilli();
    }

    void step() {
        String id = some.id();
        switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4 -> save(id);
            case 5, 6 -> insert(id);
            case 7, 8, 9, 10 -> patch(id);
            case 11, 12 -> delete(id);
            case 13, 14 -> touch(id);
            case 15, 16 -> removeHash();
            case 17 -> find(id);
            case 18 -> sweep();
            case 19, 20, 21 -> attach(id);
            case 22, 23, 24 -> rename(id, some.id());
            default -> clock.move(Duration.ofMillis(random.nextInt(6_000)));
        }
    }

    private static WriteOptions options(Said said) {
        return said.expiry() == null ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.expiry(said.expiry());
    }

    private void save(String id) {
        Visit before = model.alive(id, now());
        boolean same = before != null && random.nextInt(4) == 0;
        Visit sent = same ? before : some.visit(id, before == null ? 0 : before.version());
        boolean stale = random.nextInt(8) == 0;
        long version = stale ? sent.version() + 1 : sent.version();
        Said said = some.said(now());
        write(
                sent,
                said,
                visits.save(sent.withVersion(version), options(said)).map(result -> result.entity()),
                stale ? VersionConflictException.class : null);
    }

    private void insert(String id) {
        Visit sent = some.visit(id, 0);
        Said said = some.said(now());
        write(
                sent,
                said,
                visits.save(sent, options(said).ifAbsent()).map(result -> result.entity()),
                model.alive(id, now()) == null ? null : EntityExistsException.class);
    }

    private void patch(String id) {
        Visit before = model.alive(id, now());
        boolean create = random.nextBoolean();
        Visit values = some.visit(id, 0);
        Visit base = before == null
                ? new Visit(id, null, null, null, 0, null, null, null, null, null, null, null, 0)
                : before;
        Visit sent = new Visit(
                id,
                values.place(),
                base.mood(),
                values.guest(),
                values.amount(),
                values.tags(),
                base.host(),
                base.address(),
                base.position(),
                values.code(),
                values.seat(),
                base.nick(),
                base.version());
        Patch<Visit> patch = visits.patch(id)
                .set("place", values.place())
                .set("guest", values.guest())
                .set("amount", values.amount())
                .set("tags", values.tags())
                .set("code", values.code())
                .set("seat", values.seat());
        Said said = some.said(now());
        write(
                sent,
                said,
                (create ? patch.orCreate() : patch).options(options(said)).after(),
                before == null && !create ? EntityNotFoundException.class : null);
    }

    /** @param failure what it must fail with whatever its values are; null for nothing */
    private void write(Visit sent, Said said, Mono<Visit> write, Class<?> failure) {
        long now = now();
        Visit before = model.alive(sent.id(), now);
        ExpectedLife next = ExpectedLife.next(model.life(sent.id(), now), said, now);
        Class<?> expected =
                failure != null ? failure : model.conflicts(sent, now) ? UniqueConflictException.class : null;
        try {
            Visit after = write.block(PATIENCE);
            assertThat(expected).as("%s should have failed", sent).isNull();
            assertThat(after.withVersion(0)).isEqualTo(sent.withVersion(0));
            if (before == null) {
                trails.removed(sent.id());
            }
            if (before != null && before.sameContent(sent)) {
                assertThat(after.version()).isEqualTo(before.version());
            } else {
                assertThat(after.version()).isGreaterThan(sent.version());
            }
            model.put(after, next);
        } catch (RuntimeException e) {
            if (expected == null || !expected.isInstance(e)) {
                throw new AssertionError(sent + " over " + before + ", expected " + expected + ": " + e, e);
            }
        }
    }

    private void delete(String id) {
        boolean alive = model.alive(id, now()) != null;
        assertThat(visits.deleteById(id).block(PATIENCE)).as("%s", id).isEqualTo(alive);
        removed(id);
    }

    /** With its life, what lies beside it, and values that are unique in all partitions. */
    private void rename(String id, String other) {
        if (id.equals(other)) {
            return;
        }
        Visit stored = model.alive(id, now());
        ExpectedLife life = model.life(id, now());
        Said said = some.said(now());
        WriteResult<Visit> result = visits.rename(id, other, options(said)).block(PATIENCE);
        if (stored == null || model.alive(other, now()) != null) {
            assertThat(result).isInstanceOf(stored == null ? WriteResult.Missing.class : WriteResult.Exists.class);
            return;
        }
        model.remove(id);
        if (model.conflicts(stored.withId(other, stored.version()), now())) { // a seat of another partition
            assertThat(result).isInstanceOf(WriteResult.UniqueConflict.class);
            model.put(stored, life);
            return;
        }
        trails.renamed(id, other);
        model.put(
                stored.withId(other, ((WriteResult.Updated<Visit>) result).version()),
                said.expiry() == null ? life : ExpectedLife.next(life, said, now()));
    }

    private void removed(String id) {
        model.remove(id);
        trails.removed(id);
    }

    private void attach(String id) {
        boolean alive = model.alive(id, now()) != null;
        if (!alive) {
            trails.removed(id);
        }
        trails.step(id, any -> alive).block(PATIENCE);
    }

    private void touch(String id) {
        Said said = some.said(now());
        ExpectedLife life = model.life(id, now());
        Mono<Lifespan> touch = said.expiry() == null ? visits.touch(id) : visits.touch(id, said.expiry());
        Optional<Lifespan> told = touch.blockOptional(PATIENCE);
        ExpectedLife next = life == null ? null : ExpectedLife.next(life, said, now());
        assertThat(told).as("%s", id).isEqualTo(lifespan(next));
        if (life != null) {
            model.put(model.alive(id, now()), next);
        }
    }

    private Optional<Lifespan> lifespan(ExpectedLife life) {
        return Optional.ofNullable(life)
                .map(known -> new Lifespan(
                        clock.now(), Optional.ofNullable(known.end()).map(Instant::ofEpochMilli)));
    }

    private void removeHash() {
        List<String> over = model.over(now());
        if (!over.isEmpty()) {
            String id = some.oneOf(over);
            hashRemover.accept(id);
            forgotten.add(ByteStrings.utf8(id));
        }
    }

    void sweep() {
        visits.sweep().block(PATIENCE);
        model.over(now()).forEach(model::remove);
    }

    private void find(String id) {
        Visit alive = model.alive(id, now());
        assertThat(visits.findById(id).block(PATIENCE)).isEqualTo(alive);
        assertThat(visits.existsById(id).block(PATIENCE)).isEqualTo(alive != null);
        assertThat(visits.lifespan(id).blockOptional(PATIENCE)).isEqualTo(lifespan(model.life(id, now())));
    }

    /** Everything that can be asked. */
    void compare() {
        RandomVisits.IDS.forEach(this::find);
        assertThat(visits.findAll().collectList().block(PATIENCE)).isEqualTo(model.alive(now(), any -> true));
        assertThat(visits.count().block(PATIENCE))
                .isEqualTo(model.alive(now(), any -> true).size());
        for (int i = 0; i < 5; i++) {
            Visit like = some.visit("like", 0);
            ask(query -> query.where(Visit::place).is(like.place()), one -> Objects.equals(one.place(), like.place()));
            ask(query -> query.where(Visit::amount).atLeast(like.amount()), one -> one.amount() >= like.amount());
            ask(query -> query.where(Visit::mood).isNotNull(), one -> one.mood() != null);
            ask(query -> query.where(Visit::position).isNotNull(), one -> one.position() != null);
            ask(
                    query -> query.where("address.city").is("a"),
                    one -> one.address() != null && "a".equals(one.address().city()));
            ask(
                    query -> query.where(Visit::host).is(Ref.to("a")),
                    one -> Ref.to("a").equals(one.host()));
            ask(
                    query -> query.where(Visit::tags).hasElement("a"),
                    one -> one.tags() != null && one.tags().contains("a"));
        }
    }

    private void ask(Function<Query<Visit>, Query<Visit>> query, Predicate<Visit> condition) {
        List<Visit> expected = model.alive(now(), condition);
        Query<Visit> asked = query.apply(visits.query());
        assertThat(asked.all().collectList().block(PATIENCE)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(asked.count().block(PATIENCE)).isEqualTo(expected.size());
    }
}

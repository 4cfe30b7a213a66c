package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.PARTITIONS;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.entity.EntityOptions;
import dev.cress.error.EntityReferencedException;
import dev.cress.reference.Ref;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** References follow an entity to its new id whoever brings its rename to an end. */
@RedisTest
class FollowedRenamesIT {

    @RedisEntity(value = "firm", partitions = PARTITIONS)
    @ReferencedBy(type = Clerk.class, property = "firm", onDelete = OnDelete.CASCADE)
    record Firm(@Id String id) {}

    @RedisEntity(value = "site", partitions = PARTITIONS)
    @ReferencedBy(type = Clerk.class, property = "sites", onDelete = OnDelete.RESTRICT)
    record Site(@Id String id, @Indexed Ref<Holding> holding) {

        Site(String id) {
            this(id, Ref.to("of " + id));
        }
    }

    @RedisEntity("holding")
    @ReferencedBy(type = Site.class, property = "holding", onDelete = OnDelete.CASCADE)
    record Holding(@Id String id) {}

    @RedisEntity("clerk")
    record Clerk(
            @Id String id,
            @Indexed @Nullable Ref<Firm> firm,
            @Indexed List<Ref<Site>> sites) {}

    interface Firms extends ReactiveRepository<Firm, String>, Maintenance<Firm> {}

    interface Sites extends ReactiveRepository<Site, String>, Maintenance<Site> {}

    interface Holdings extends ReactiveRepository<Holding, String> {}

    interface Clerks extends ReactiveRepository<Clerk, String> {}

    private final RedisEnvironment redis;
    private final MovingBoxes programs;
    private final Firms firms;
    private final Sites sites;
    private final Clerks clerks;
    private final List<Wreck> wrecks = new ArrayList<>();
    private final Cress dying;

    FollowedRenamesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.programs = new MovingBoxes(redis);
        this.firms = programs.cress().repository(Firms.class);
        this.sites = programs.cress().repository(Sites.class);
        this.clerks = programs.cress().repository(Clerks.class);
        this.dying = programs.connect(executor -> {
            wrecks.add(new Wreck(executor));
            return wrecks.get(0);
        });
    }

    @AfterEach
    void close() {
        dying.closeLater().block(LIMIT);
        programs.close();
    }

    /** Within a partition, over partitions before the arrival, and after it. */
    private enum BrokenOff {
        WITHIN("entity/rename"),
        UNDER_WAY("move/depart"),
        ARRIVED("move/arrive");

        private final String step;

        BrokenOff(String step) {
            this.step = step;
        }

        String named(String what) {
            return what + "{" + this + "}:";
        }

        String other(String id) {
            return id("to " + id, id, this == WITHIN);
        }
    }

    /** A firm and a site that are renamed by a program which dies before what refers to them has followed; emits their new id. */
    private String rename(BrokenOff broken, String id) {
        String other = broken.other(id);
        firms.insert(new Firm(id)).block(LIMIT);
        sites.insert(new Site(id)).block(LIMIT);
        clerks.insert(new Clerk(id, Ref.to(id), List.of(Ref.to("x"), Ref.to(id))))
                .block(LIMIT);
        wrecks.get(0).endAt("", false);
        dying.repository(Firms.class).count().block(LIMIT);
        dying.repository(Sites.class).count().block(LIMIT);
        wrecks.get(0).endAt(broken.step, true);
        dying.repository(Firms.class).rename(id, other).onErrorComplete().block(LIMIT);
        wrecks.get(0).endAt(broken.step, true);
        dying.repository(Sites.class).rename(id, other).onErrorComplete().block(LIMIT);
        assertThat(clerks.findById(id).block(LIMIT).firm()).isEqualTo(Ref.to(id));
        return other;
    }

    private void requireFollowed(BrokenOff broken, String id, String other) {
        assertThat(clerks.findById(id).block(LIMIT))
                .as("%s %s", broken, id)
                .isEqualTo(new Clerk(id, Ref.to(other), List.of(Ref.to("x"), Ref.to(other))));
    }

    private void requireNothingNoted() {
        assertThat(firms.finishRenames().block(LIMIT)).isZero();
        assertThat(sites.finishRenames().block(LIMIT)).isZero();
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(raw.commands().keys(programs.namespace() + ":*:w")).isEmpty();
        }
    }

    @Test
    void followIt() {
        for (BrokenOff broken : BrokenOff.values()) {
            String finished = broken.named("finished");
            String at = rename(broken, finished);
            assertThat(firms.finishRenames().block(LIMIT)).isPositive();
            assertThat(sites.finishRenames().block(LIMIT)).isPositive();
            requireFollowed(broken, finished, at);

            String deleted = broken.named("deleted");
            at = rename(broken, deleted);
            String site = at;
            assertThatThrownBy(() -> sites.deleteById(site).block(LIMIT)).isInstanceOf(EntityReferencedException.class);
            assertThat(firms.deleteById(at).block(LIMIT)).isTrue();
            assertThat(clerks.existsById(deleted).block(LIMIT))
                    .as("after the deletion of %s", broken)
                    .isFalse();

            for (boolean same : List.of(true, false)) {
                String further = broken.named("renamed" + same);
                at = rename(broken, further);
                String last = id("further " + at, at, same);
                firms.rename(at, last).block(LIMIT);
                sites.rename(at, last).block(LIMIT);
                requireFollowed(broken, further, last);
            }
        }
        requireNothingNoted();
    }

    /** What would be deleted with something else may have another id than what restricts that refers to. */
    @Test
    void restrictTheDeletionOfWhatLeadsToIt() {
        Holdings holdings = programs.cress().repository(Holdings.class);
        for (BrokenOff broken : BrokenOff.values()) {
            String id = broken.named("led to");
            String other = rename(broken, id);
            assertThatThrownBy(() -> holdings.deleteById("of " + id).block(LIMIT))
                    .isInstanceOf(EntityReferencedException.class);
            assertThat(sites.existsById(other).block(LIMIT)).isTrue();
        }
    }

    @Test
    void followItWhereAllItsNamesWereBrokenOff() {
        String id = "a";
        String second = rename(BrokenOff.WITHIN, id);
        String third = BrokenOff.ARRIVED.other(second);
        for (String step : List.of("entity/rename", "move/arrive")) {
            wrecks.get(0).endAt(step, true);
            dying.repository(Firms.class)
                    .rename(second, third)
                    .onErrorComplete()
                    .block(LIMIT);
        }
        sites.rename(second, third).block(LIMIT);
        firms.finishRenames().block(LIMIT);
        requireFollowed(BrokenOff.ARRIVED, id, third);
        requireNothingNoted();
    }

    /** What refers to the id means whoever has it since. */
    @Test
    void stayWhereAnotherEntityHasTheOldIdSince() {
        String other = rename(BrokenOff.ARRIVED, "a");
        firms.insert(new Firm("a")).block(LIMIT);
        sites.insert(new Site("a")).block(LIMIT);
        assertThat(firms.finishRenames().block(LIMIT) + sites.finishRenames().block(LIMIT))
                .isPositive();
        requireFollowed(BrokenOff.ARRIVED, "a", "a");
        firms.deleteById(other).block(LIMIT);
        assertThat(clerks.count().block(LIMIT)).isEqualTo(1);
        requireNothingNoted();
    }

    @Test
    void followItWhenAStoreIsOpened() {
        String other = rename(BrokenOff.WITHIN, "a");
        Cress opening =
                programs.connect(executor -> executor, EntityOptions.builder().build());
        opening.repository(Firms.class).count().block(LIMIT);
        opening.repository(Sites.class).count().block(LIMIT);
        clerks.findById("a")
                .filter(clerk ->
                        Ref.to(other).equals(clerk.firm()) && clerk.sites().contains(Ref.to(other)))
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(LIMIT);
        opening.closeLater().block(LIMIT);
    }
}

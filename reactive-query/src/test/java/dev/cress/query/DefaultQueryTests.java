package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.EntityStore;
import dev.cress.entity.StoreOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.QueryMeters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class DefaultQueryTests {

    private static final CursorCodec CURSORS = new CursorCodec(CursorSeal.CHECKSUM);

    private final List<String> sent = new ArrayList<>();
    private final Query<Measure> query = new DefaultQuery<>(
            new QueryScope<>(
                    new EntityStore<>(EntityModel.of(Measure.class), new StoreOptions("t", 1, 1, 10, 1_000), silent()),
                    CURSORS,
                    null,
                    type -> {
                        throw new AssertionError("a measure refers to nothing");
                    },
                    QueryMeters.NONE),
            QuerySettings.initial());

    /** Takes requests down and never answers. */
    private RedisExecutor silent() {
        return new RedisExecutor() {
            @Override
            public <R> Mono<R> execute(Role role, Request<R> request) {
                return Mono.<R>never().doOnSubscribe(s -> sent.add(request.name()));
            }

            @Override
            public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
                return Mono.<List<R>>never().doOnSubscribe(s -> requests.forEach(r -> sent.add(r.name())));
            }
        };
    }

    @Test
    void sendsNothingBeforeSubscription() {
        Query<Measure> built = query.where(Measure::getCount)
                .atLeast(3)
                .orderBy(Measure::getLevel)
                .descending()
                .limit(3);
        List<Publisher<?>> publishers = List.of(
                built.one(),
                built.first(),
                built.all(),
                built.page(3),
                built.page(3, null),
                built.count(),
                built.exists(),
                built.explain());

        assertThat(sent).isEmpty();
        for (Publisher<?> publisher : publishers) {
            sent.clear();
            Flux.from(publisher).subscribe().dispose();
            assertThat(sent).hasSize(1);
        }
    }

    @Test
    void sendsNothingWithoutDemandOnceTheLayoutIsKnown() {
        query.all().subscribe(new reactor.core.publisher.BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}
        });

        assertThat(sent).hasSizeLessThanOrEqualTo(1);
    }

    @Nested
    class Sharing {

        @Test
        void leavesAHalfBuiltQueryAsItWas() {
            Query<Measure> base = query.where(Measure::getCount).atLeast(1);

            Query<Measure> narrow = base.and(Measure::getLevel).lessThan(2);
            Query<Measure> sorted = base.orderBy(Measure::getCount).descending();
            Query<Measure> limited = base.limit(5);
            Query<Measure> unbounded = base.unbounded();
            Query<Measure> scanning = base.allowScan();
            Query<Measure> matching = base.matching(where(Measure::isChecked).is(true));

            assertThat(List.of(narrow, sorted, limited, unbounded, scanning, matching))
                    .doesNotContain(base)
                    .doesNotHaveDuplicates();
            assertThat(settings(base))
                    .isEqualTo(settings(query.where(Measure::getCount).atLeast(1)));
            assertThat(settings(narrow).criteria()).hasSize(2);
            assertThat(settings(base).criteria()).hasSize(1);
            assertThat(settings(base).order()).isNull();
            assertThat(settings(base).limit()).isEmpty();
            assertThat(settings(base).cap()).hasValue(10_000);
            assertThat(settings(limited).limit()).hasValue(5);
            assertThat(settings(unbounded).cap()).isEmpty();
        }

        @Test
        void givesEachConditionOfOneHalfItsOwnQuery() {
            var half = query.where(Measure::getCount);
            Query<Measure> one = half.is(1);
            Query<Measure> two = half.is(2);

            assertThat(settings(one).criteria())
                    .hasSize(1)
                    .isNotEqualTo(settings(two).criteria());
        }

        @Test
        void addsOrdersOneAfterTheOther() {
            Query<Measure> both = query.orderBy(Measure::getGrade)
                    .ascending()
                    .orderBy("level")
                    .descending();

            assertThat(settings(both).order()).hasToString("grade asc, level desc, id desc");
        }

        private QuerySettings<?> settings(Query<?> shared) {
            try {
                java.lang.reflect.Field field = DefaultQuery.class.getDeclaredField("settings");
                field.setAccessible(true);
                return (QuerySettings<?>) field.get(shared);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class Arguments {

        @Test
        void refusesUnknownPropertiesWhenCalled() {
            refused(() -> query.where("colour").is("red"));
            refused(() -> query.orderBy("colour"));
            refused(() -> query.matching(Criteria.<Measure>where("colour").is("red")));
        }

        @Test
        void refusesValuesOfAnotherTypeWhenCalled() {
            refused(() -> query.where("count").is("three"));
            refused(() -> query.where(Measure::getLevel).in(0.5).and("note").startsWith("\uD83D"));
        }

        @Test
        void refusesOrdersThatAPropertyHasNot() {
            refused(() -> query.orderBy(Measure::getTags).ascending());
            refused(() -> query.orderBy(Measure::getPlace).descending());
            refused(() -> query.orderBy(Measure::getNote).nearestTo(new GeoPoint(0, 0)));
        }

        @Test
        void refusesLimitsBelowOne() {
            assertThatThrownBy(() -> query.limit(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not 0");
            assertThatThrownBy(() -> query.limit(-5)).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refusesPagesOfNoSizeOrTooMuch() {
            for (int size : new int[] {0, -1, 10_001}) {
                assertThatThrownBy(() -> query.page(size))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("not " + size);
            }
        }

        @Test
        void refusesNullWhenCalled() {
            assertThatThrownBy(() -> query.where((String) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> query.matching(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> query.orderBy((String) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> query.orderBy(Measure::getPlace).nearestTo(null))
                    .isInstanceOf(NullPointerException.class);
        }

        @Test
        void refusesTooManyConditionsWhenTheOneTooManyIsAdded() {
            Query<Measure> full = query;
            for (int i = 0; i < 256; i++) {
                full = full.where(Measure::getCount).isNot(i);
            }
            Query<Measure> most = full;
            most.all();
            refused(() -> most.where(Measure::getCount).isNot(1_000));
        }

        @Test
        void refusesCriteriaThatNestTooDeepWhenTheyAreGiven() {
            Criteria<Measure> deep = where(Measure::isChecked).is(true);
            for (int i = 0; i < 15; i++) {
                deep = deep.not();
            }
            Criteria<Measure> deepest = deep;
            query.matching(deepest).matching(deepest).all();
            refused(() -> query.matching(deepest.not()));
        }

        @Test
        void refusesACursorOfAnotherOrderWhenCalled() {
            Cursor byId = CURSORS.encode(new CursorCodec.Place(
                    dev.cress.query.plan.SortOrder.BY_ID,
                    new dev.cress.query.execute.SortPosition(List.of(), new byte[] {'1'}),
                    CursorCodec.Heading.FORWARD));

            assertThatThrownBy(
                            () -> query.orderBy(Measure::getCount).ascending().page(3, byId))
                    .isInstanceOf(InvalidCursorException.class)
                    .hasMessageContaining("[id asc]")
                    .hasMessageContaining("[count asc, id asc]");
        }

        private void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
            assertThatThrownBy(call).isInstanceOf(InvalidQueryException.class);
            assertThat(sent).isEmpty();
        }
    }
}

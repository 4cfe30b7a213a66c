package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans over indexes that have no nulls. */
class SparsePlansTests {

    @RedisEntity("user")
    record User(
            @Id String id,
            @Indexed String country,
            @Indexed(sparse = true) @Nullable String nick) {}

    private static final EntityModel<User> MODEL = EntityModel.of(User.class);

    private static Condition<Object, Criteria<User>> nick() {
        return Criteria.where("nick");
    }

    private static String plan(Question question) {
        return PlanPrinter.print(question.plan());
    }

    private static Question where(Criteria<User> criteria) {
        return new Question(MODEL, criteria);
    }

    @Test
    void serveWhatNoNullMeets() {
        assertThat(plan(where(nick().is("kim")))).contains("IndexLookup(nick=[kim])");
        assertThat(plan(where(nick().startsWith("k")))).contains("IndexRange(nick=[k*])");
        assertThat(plan(where(nick().isNotNull()))).contains("IndexRange(nick=[(-inf, +inf)])");
        assertThat(plan(where(nick().isNotNull()).descending("nick")))
                .contains("IndexRange(nick=[(-inf, +inf)], descending)")
                .doesNotContain("Sort");
        assertThat(plan(where(nick().in("a", "b")).count())).isEqualTo("CountEntries(nick=[a or b]) rows≈100000");
    }

    @Test
    void areProbedForValuesAndForTheirAbsence() {
        Criteria<User> germans = Criteria.where(User::country).is("DE");
        assertThat(plan(where(germans.and(nick().is("kim")))
                        .size("country=[DE]", 40)
                        .size("nick=[kim]", 4_000)))
                .contains("Probe(nick=[kim])");
        assertThat(plan(where(germans.and(nick().isNot("kim")))
                        .size("country=[DE]", 40)
                        .ids()))
                .contains("Probe(nick=[");
    }

    @Test
    void doNotServeWhatNullsMeet() {
        for (Criteria<User> withNulls :
                List.of(nick().isNull(), nick().isNot("kim"), nick().is("kim").not())) {
            assertThat(where(withNulls).text())
                    .contains("refused")
                    .contains("leave nulls of nick out, which its sparse index has not");
        }
        assertThat(new Question(MODEL, Criteria.<User>allOf()).ascending("nick").text())
                .contains("refused")
                .contains("ask for values of nick that are not null");
        assertThat(where(nick().isNull()).scan().text()).contains("PrimaryScan");
    }
}

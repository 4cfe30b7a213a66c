package dev.cress.query.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.reference.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceConditionTests {

    @RedisEntity("author")
    record Author(
            @Id String id, @Nullable String name, @Nullable Ref<Author> teacher) {}

    @RedisEntity("post")
    record Post(@Id String id, @Indexed @Nullable Ref<Author> author, Optional<Ref<Author>> editor) {}

    private static final EntityModel<Post> MODEL = EntityModel.of(Post.class);
    private static final GeoPoint NOWHERE = new GeoPoint(0, 0);

    private static ReferenceCondition condition(Criteria<Post> criteria) {
        return ReferenceCondition.of(MODEL, (PropertyCriteria<?>) criteria).orElseThrow();
    }

    private static RangeSet found(ReferenceCondition condition, String... ids) {
        return condition.references(Arrays.stream(ids)
                .map(id -> id.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    @Test
    void splitsAPathAtItsFirstReference() {
        ReferenceCondition condition =
                condition(Criteria.<Post>where("author.teacher.name").startsWith("A"));
        assertThat(condition.target()).isEqualTo(Author.class);
        assertThat(condition.reference()).hasToString("author");
        assertThat(condition.condition()).hasToString("teacher.name starts with 'A'");
        assertThat(condition(Criteria.<Post>where("editor.name").is("A")).reference())
                .hasToString("editor");
        assertThat(ReferenceCondition.of(MODEL, (PropertyCriteria<?>)
                        Criteria.where(Post::author).isNull()))
                .isEmpty();
    }

    @Test
    void asksTheOtherWayRoundWhereNullMeetsTheCondition() {
        ReferenceCondition equal = condition(Criteria.<Post>where("author.name").is("A"));
        assertThat(equal.question()).isEqualTo(equal.condition());
        assertThat(found(equal, "1", "{}")).hasToString("1 or {}");
        assertThat(found(equal)).isEqualTo(RangeSet.NONE);

        for (Criteria<Post> withNull : List.<Criteria<Post>>of(
                Criteria.<Post>where("author.name").isNull(),
                Criteria.<Post>where("author.name").in(Arrays.asList("A", null)))) {
            ReferenceCondition condition = condition(withNull);
            assertThat(condition.question()).isEqualTo(condition.condition().not());
            assertThat(found(condition)).isEqualTo(RangeSet.ALL);
            assertThat(found(condition, "1")).isEqualTo(found(equal, "1").complement());
        }
    }

    @Test
    void isRefusedWhereNobodyCanBeAsked() {
        assertThatThrownBy(() -> CriteriaBinder.bind(
                        MODEL, Criteria.<Post>where("author.name").is("A"), around -> NOWHERE))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("author.name")
                .hasMessageContaining("referred to");
    }

    @Test
    void isNoLongerThanAnyPath() {
        Criteria<Post> deep = Criteria.<Post>where("author." + "teacher.".repeat(60_000) + "name")
                .is("A");
        assertThatThrownBy(() -> CriteriaBinder.check(MODEL, deep, EntityModel::of))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("at most 16 steps");
    }
}

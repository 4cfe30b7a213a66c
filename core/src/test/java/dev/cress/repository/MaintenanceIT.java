package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Version;
import dev.cress.error.FieldsInUseException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.DropProgress;
import dev.cress.write.FieldSelection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

@RedisTest
class MaintenanceIT extends ContextTest {

    private static final int BOOKS = 300;
    private static final FieldSelection OLD =
            FieldSelection.none().named("fax", "note").startingWith("tmp_");

    /** As an earlier version of the program had it. */
    @RedisEntity(value = "book", partitions = 4)
    record OldBook(
            @Id String id,
            @Indexed String title,
            @Nullable String fax,
            @Nullable String tmp_a,
            @Nullable Integer tmp_b,
            @Nullable String note,
            int n,
            @Version long version) {}

    @RedisEntity(value = "book", partitions = 4)
    record Book(
            @Id String id,
            @Indexed String title,
            @Nullable String note,
            @StoredName("n") int pages,
            @Nullable @DefaultValue("paper") String cover,
            @Version long version) {}

    interface OldBooks extends ReactiveRepository<OldBook, String> {}

    interface Books extends ReactiveRepository<Book, String>, Maintenance<Book> {}

    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private Cress cress;
    private OldBooks old;
    private Books books;

    MaintenanceIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        old = connect(options()).repository(OldBooks.class);
        cress = connect(options().executor(RecordingExecutor.into(calls)));
        books = cress.repository(Books.class);
    }

    /** Each third has nothing to drop. */
    private List<OldBook> stored() {
        List<OldBook> written = IntStream.range(0, BOOKS)
                .mapToObj(i -> i % 3 == 0
                        ? new OldBook("b" + i, "title", null, null, null, null, i, 0)
                        : new OldBook("b" + i, "title", "1", i % 3 == 1 ? null : "2", i, "note", i, 0))
                .toList();
        return old.saveAll(written).collectList().block(LIMIT);
    }

    private void requireDropped(List<OldBook> before, List<OldBook> after) {
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < after.size(); i++) {
            OldBook was = before.get(i);
            OldBook is = after.get(i);
            assertThat(is).isEqualTo(new OldBook(was.id, was.title, null, null, null, null, was.n, is.version));
            assertThat(is.version > was.version).isEqualTo(was.fax != null);
        }
    }

    private List<OldBook> all(List<OldBook> like) {
        return old.findAllById(like.stream().map(OldBook::id).toList())
                .collectList()
                .block(LIMIT);
    }

    private List<String> drops() {
        return calls.stream().filter(call -> call.contains("entity/drop")).toList();
    }

    @Test
    void dropsFieldsOfAllEntitiesAndTellsHowFarItIs() {
        List<OldBook> before = stored();
        List<DropProgress> progress = books.dropFields(OLD).collectList().block(LIMIT);

        requireDropped(before, all(before));
        DropProgress last = progress.get(progress.size() - 1);
        assertThat(last.examined()).isEqualTo(BOOKS);
        assertThat(last.changed()).isEqualTo(BOOKS * 2 / 3);
        assertThat(progress).allMatch(one -> one.stored() == BOOKS);
        assertThat(progress).extracting(DropProgress::examined).isSorted().hasSizeGreaterThan(1);
        assertThat(books.findAll().count().block(LIMIT)).isEqualTo(BOOKS);
        assertThat(books.dropFields(OLD).last().block(LIMIT).changed()).isZero();
    }

    @Test
    void goesOnWhereABrokenOffRemovalWas() {
        List<OldBook> before = stored();
        CopyOnWriteArrayList<DropProgress> seen = new CopyOnWriteArrayList<>();
        books.dropFields(OLD)
                .as(drop -> StepVerifier.create(drop, 0))
                .expectSubscription()
                .then(() -> assertThat(drops()).isEmpty())
                .thenRequest(1)
                .consumeNextWith(seen::add)
                .then(() -> assertThat(drops()).hasSize(1))
                .thenCancel()
                .verify(LIMIT);
        assertThat(seen.get(0).examined()).isBetween(1L, 256L);
        assertThat(all(before)).filteredOn(book -> book.fax != null).isNotEmpty();
        old.save(new OldBook("b9999", "comes meanwhile", "1", null, null, null, 1, 0))
                .block(LIMIT);

        DropProgress end = cress.repository(Books.class)
                .dropFields(OLD, seen.get(0).token())
                .last()
                .block(LIMIT);

        requireDropped(before, all(before));
        assertThat(end.examined()).isEqualTo(BOOKS + 1);
        assertThat(end.changed()).isEqualTo(BOOKS * 2 / 3 + 1);
        assertThat(old.findById("b9999").block(LIMIT).fax()).isNull();
        assertThat(books.dropFields(OLD, end.token()).last().block(LIMIT).examined())
                .isEqualTo(BOOKS + 1);
    }

    @Test
    void refusesFieldsThatTheTypeNeeds() {
        FieldSelection none = FieldSelection.none();
        for (FieldSelection refused : List.of(
                none.named("title"),
                none.startingWith("t"),
                none.named("n"),
                none.named("cover"),
                none.named("id"),
                none.named("fax", "pages"))) {
            assertThatThrownBy(() -> books.dropFields(refused))
                    .isInstanceOfSatisfying(FieldsInUseException.class, refusal -> {
                        assertThat(refusal.model()).isEqualTo("book");
                        assertThat(refusal.reasons()).hasSize(1);
                    });
        }
        assertThatThrownBy(() -> books.dropFields(none.named("title", "n", "pages")))
                .hasMessage(
                        "cannot drop fields of book: title is indexed; patch what a query finds, with unset(), which"
                                + " keeps the indexes right; pages is primitive, so never null; remove it from the type first");
        assertThatIllegalArgumentException().isThrownBy(() -> none.startingWith(""));
        assertThatIllegalArgumentException().isThrownBy(() -> none.named("\0v"));
        for (String token : List.of("x", "1.2", "1.2.!", "-1.2.YQ", "1.2.3.4")) {
            assertThatIllegalArgumentException().isThrownBy(() -> books.dropFields(OLD, token));
        }
        assertThat(books.dropFields(none).collectList().block(LIMIT)).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void dropsAllEntitiesAndTellsHowFarItIs() {
        assertThat(books.dropAll().last().block(LIMIT).changed()).isZero();
        stored();
        DropProgress last = books.dropAll().last().block(LIMIT);
        assertThat(last.changed()).isEqualTo(BOOKS);
        assertThat(last.stored()).isEqualTo(BOOKS);
        assertThat(books.count().block(LIMIT)).isZero();
    }
}

package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.PARTITIONS;
import static dev.cress.repository.MovingBoxes.id;
import static dev.cress.repository.MovingBoxes.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.EntityReferencedException;
import dev.cress.reference.Ref;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What refers to an entity is found although it is renamed at that moment, or its rename was broken off. */
@RedisTest
class MovingReferrersIT {

    @RedisEntity("author")
    @ReferencedBy(type = Book.class, property = "author", onDelete = OnDelete.CASCADE)
    record Author(@Id String id) {}

    @RedisEntity("shelf")
    @ReferencedBy(type = Book.class, property = "shelves", onDelete = OnDelete.NULLIFY)
    record Shelf(@Id String id) {}

    @RedisEntity("library")
    @ReferencedBy(type = Book.class, property = "library", onDelete = OnDelete.RESTRICT)
    record Library(@Id String id) {}

    @RedisEntity(value = "book", partitions = PARTITIONS)
    record Book(
            @Id String id,
            @Indexed(sparse = true) @Nullable Ref<Author> author,
            @Indexed List<Ref<Shelf>> shelves,
            @Indexed @Nullable Ref<Library> library) {}

    interface Authors extends ReactiveRepository<Author, String> {}

    interface Shelves extends ReactiveRepository<Shelf, String> {}

    interface Libraries extends ReactiveRepository<Library, String> {}

    interface Books extends ReactiveRepository<Book, String>, Maintenance<Book> {}

    private final MovingBoxes programs;
    private final Books books;

    MovingReferrersIT(RedisEnvironment redis) {
        this.programs = new MovingBoxes(redis);
        this.books = programs.cress().repository(Books.class);
    }

    @AfterEach
    void close() {
        programs.close();
    }

    /** A book that refers to one of each, and another one that refers to others. */
    private void store(String id) {
        programs.cress().repository(Authors.class).save(new Author("{a}")).block(LIMIT);
        programs.cress().repository(Shelves.class).save(new Shelf("{s}")).block(LIMIT);
        programs.cress().repository(Libraries.class).save(new Library("{l}")).block(LIMIT);
        books.save(book(id, "{a}", "{s}", "{l}")).block(LIMIT);
    }

    private static Book book(String id, @Nullable String author, String shelf, String library) {
        return new Book(
                id,
                author == null ? null : Ref.to(author),
                shelf.isEmpty() ? List.of(Ref.to("other")) : List.of(Ref.to(shelf), Ref.to("other")),
                Ref.to(library));
    }

    /** What is left under some ids when all that the book refers to is deleted by a program. */
    private List<Book> afterDeletions(Cress program, List<String> ids) {
        assertThatThrownBy(() ->
                        program.repository(Libraries.class).deleteById("{l}").block(LIMIT))
                .isInstanceOf(EntityReferencedException.class);
        program.repository(Shelves.class).deleteById("{s}").block(LIMIT);
        List<Book> left = books.findAllById(ids).collectList().block(LIMIT);
        program.repository(Authors.class).deleteById("{a}").block(LIMIT);
        assertThat(books.count().block(LIMIT)).isZero();
        return left;
    }

    private void breakOff(String id, String other, String step, boolean sent) {
        Cress dying = programs.connect(executor -> {
            Wreck wreck = new Wreck(executor);
            wreck.endAt(step, sent);
            return wreck;
        });
        dying.repository(Books.class).rename(id, other).onErrorComplete().block(LIMIT);
        dying.closeLater().block(LIMIT);
    }

    @Test
    void isFoundWhereItsRenameWasBrokenOff() {
        for (String step : List.of("move/stage", "move/depart")) {
            String other = id("b", "a" + step, false);
            store("a" + step);
            breakOff("a" + step, other, step, true);

            boolean gone = step.equals("move/depart");
            assertThat(afterDeletions(programs.cress(), List.of("a" + step, other)))
                    .containsExactly(book(gone ? other : "a" + step, "{a}", "", "{l}"));
        }
        assertThat(books.finishRenames().block(LIMIT)).isZero();
    }

    /** Others that are renamed are not held up. */
    @Test
    void leavesAloneWhatIsKeptOfOthers() {
        String other = id("b", "a", false);
        store("c");
        books.save(book("a", null, "", "else")).block(LIMIT);
        breakOff("a", other, "move/stage", true);

        programs.cress().repository(Authors.class).deleteById("{a}").block(LIMIT);

        assertThat(books.finishRenames().block(LIMIT)).isEqualTo(1);
        assertThat(books.findAll().collectList().block(LIMIT)).containsExactly(book("a", null, "", "else"));
    }

    /** Does something once, between the commands of a name that are sent together: after those for some partitions, in order, and before the others. */
    private record Between(RedisExecutor target, String command, int first, AtomicReference<@Nullable Mono<?>> what)
            implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return target.execute(role, request);
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return Mono.defer(() -> {
                boolean meant =
                        requests.size() >= first && requests.get(0).name().equals(command);
                Mono<?> now = meant ? what.getAndSet(null) : null;
                if (now == null) {
                    return target.executeAll(role, requests);
                }
                Mono<List<R>> begin = target.executeAll(role, requests.subList(0, first));
                Mono<List<R>> rest = target.executeAll(role, requests.subList(first, requests.size()));
                return begin.flatMap(replies -> now.then(rest)
                        .map(more ->
                                Stream.concat(replies.stream(), more.stream()).toList()));
            });
        }
    }

    /** From a partition that is not read yet to one that has been, or from a place that has been read and not looked at. */
    @Test
    void isFoundWhenItIsRenamedWhileItIsLookedFor() {
        String last = Stream.iterate(0, i -> i + 1)
                .map(i -> "x" + i)
                .filter(id -> partition(id) == PARTITIONS - 1)
                .findFirst()
                .orElseThrow();
        String first = Stream.iterate(0, i -> i + 1)
                .map(i -> "y" + i)
                .filter(id -> partition(id) == 0)
                .findFirst()
                .orElseThrow();
        for (String command : List.of("ZRANGEBYLEX", "HMGET")) {
            for (String other : List.of(first, id("within", last, true))) {
                AtomicReference<@Nullable Mono<?>> rename = new AtomicReference<>();
                boolean pages = command.equals("ZRANGEBYLEX");
                Cress slow = programs.connect(executor -> new Between(executor, command, pages ? 2 : 0, rename));
                store(last);
                for (Runnable deletion : deletions(slow)) {
                    rename.set(Mono.defer(() -> books.rename(last, other)));
                    deletion.run();
                    assertThat(rename.get()).as("it was renamed").isNull();
                    books.rename(other, last).onErrorComplete().block(LIMIT);
                }
                slow.closeLater().block(LIMIT);
                assertThat(books.count().block(LIMIT))
                        .as("%s %s", command, other)
                        .isZero();
            }
        }
    }

    private List<Runnable> deletions(Cress slow) {
        return List.of(
                () -> assertThatThrownBy(() -> slow.repository(Libraries.class)
                                .deleteById("{l}")
                                .block(LIMIT))
                        .isInstanceOf(EntityReferencedException.class),
                () -> {
                    slow.repository(Shelves.class).deleteById("{s}").block(LIMIT);
                    assertThat(Flux.from(books.findAll()).collectList().block(LIMIT))
                            .allSatisfy(book -> assertThat(book.shelves()).containsExactly(Ref.to("other")));
                },
                () -> slow.repository(Authors.class).deleteById("{a}").block(LIMIT));
    }
}

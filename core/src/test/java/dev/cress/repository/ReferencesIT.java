package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.reference.Fetched;
import dev.cress.reference.FetchedAll;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@RedisTest
class ReferencesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity(value = "author", partitions = 1)
    record Author(@Id String id, String name) {}

    @RedisEntity("post")
    record Post(@Id String id, @Indexed @Nullable Ref<Author> author) {}

    interface Authors extends ReactiveRepository<Author, String> {}

    interface Posts extends ReactiveRepository<Post, String> {}

    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private final RedisEnvironment redis;
    private final String namespace;
    private Cress cress;
    private Authors authors;
    private Posts posts;

    ReferencesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(RecordingExecutor.into(calls))
                        .build())
                .block(LIMIT);
        authors = cress.repository(Authors.class);
        posts = cress.repository(Posts.class);
        authors.saveAll(Flux.just(new Author("ada", "Ada"), new Author("{}|:\0😀", "Odd")))
                .blockLast(LIMIT);
        calls.clear();
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    @Test
    void followsAStoredReference() {
        posts.save(new Post("1", Ref.to("{}|:\0😀"))).block(LIMIT);

        Post read = posts.findById("1").block(LIMIT);

        assertThat(authors.findByRef(read.author()).map(Author::name).block(LIMIT))
                .isEqualTo("Odd");
        StepVerifier.create(authors.findByRef(Ref.to("nobody"))).verifyComplete();
        StepVerifier.create(authors.findByRef(Ref.to(7)))
                .verifyErrorSatisfies(e -> assertThat(e)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("an id of author is a java.lang.String, not a java.lang.Integer"));
    }

    @Test
    void readsWhatManyReferToOnce() {
        List<Post> many = IntStream.range(0, 300)
                .mapToObj(i -> new Post(
                        String.valueOf(i),
                        i % 4 == 0 ? null : Ref.to(i % 4 == 1 ? "ada" : i % 4 == 2 ? "gone" : "{}|:\0😀")))
                .toList();

        List<Fetched<Post, Author>> fetched = authors.fetch(Flux.fromIterable(many), Post::author)
                .collectList()
                .block(LIMIT);

        assertThat(fetched).extracting(Fetched::owner).isEqualTo(many);
        assertThat(fetched).allSatisfy(one -> {
            Ref<Author> reference = one.owner().author();
            assertThat(one.found().map(author -> (Object) author.id()))
                    .isEqualTo(java.util.Optional.ofNullable(reference)
                            .map(Ref::id)
                            .filter(id -> !id.equals("gone")));
        });
        assertThat(calls).containsExactly("READ HMGET x3", "READ HMGET x3", "READ HMGET x3");
    }

    record Anthology(String title, @Nullable List<Ref<Author>> authors) {}

    @Test
    void readsAllThatManyReferTo() {
        List<Anthology> many = IntStream.range(0, 130)
                .mapToObj(i -> new Anthology(
                        "t" + i,
                        i == 0 ? null : List.of(Ref.to("gone"), Ref.to("{}|:\0😀"), Ref.to("ada"), Ref.to("ada"))))
                .toList();

        List<FetchedAll<Anthology, Author>> fetched = authors.fetchAll(Flux.fromIterable(many), Anthology::authors)
                .collectList()
                .block(LIMIT);

        assertThat(fetched).extracting(FetchedAll::owner).isEqualTo(many);
        assertThat(fetched.get(0).targets()).isEmpty();
        assertThat(fetched.subList(1, 130))
                .allSatisfy(one ->
                        assertThat(one.targets()).extracting(Author::name).containsExactly("Odd", "Ada", "Ada"));
        assertThat(calls).containsExactly("READ HMGET x3", "READ HMGET x3");
    }

    @Test
    void asksForNoMoreOwnersThanThreeReadsTake() {
        AtomicLong asked = new AtomicLong();
        Flux<Post> endless = Flux.<Post, Integer>generate(() -> 0, (i, sink) -> {
                    sink.next(new Post(String.valueOf(i), Ref.to("ada")));
                    return i + 1;
                })
                .doOnRequest(asked::addAndGet);

        StepVerifier.create(authors.fetch(endless, Post::author), 0)
                .thenRequest(1)
                .expectNextMatches(one -> one.target() != null)
                .then(() -> assertThat(asked).hasValueLessThanOrEqualTo(3 * 128))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void readsNothingForOwnersWithoutReference() {
        StepVerifier.create(authors.fetch(Flux.just(new Post("1", null)), Post::author))
                .expectNext(new Fetched<>(new Post("1", null), null))
                .verifyComplete();
        StepVerifier.create(authors.fetch(Flux.<Post>empty(), Post::author)).verifyComplete();
        assertThat(calls).isEmpty();
        assertThatThrownBy(() -> authors.fetch(Flux.<Post>empty(), null)).isInstanceOf(NullPointerException.class);
    }
}

package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.annotation.Version;
import dev.cress.connection.Request;
import dev.cress.entity.EntityOptions;
import dev.cress.error.DanglingReferenceException;
import dev.cress.error.EntityReferencedException;
import dev.cress.error.MappingException;
import dev.cress.error.VersionConflictException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@RedisTest
class ReferencedByIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity("author")
    @ReferencedBy(type = Book.class, property = "author", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Author.class, property = "mentor", onDelete = OnDelete.RESTRICT)
    record Author(@Id String id, @Indexed @Nullable Ref<Author> mentor) {}

    @RedisEntity("book")
    record Book(
            @Id String id, @Indexed(sparse = true) @Nullable Ref<Author> author) {}

    @RedisEntity("tag")
    @ReferencedBy(type = Post.class, property = "tag", onDelete = OnDelete.NULLIFY)
    @ReferencedBy(type = Post.class, property = "tags", onDelete = OnDelete.NULLIFY)
    record Tag(@Id long id, @Version long version) {}

    @RedisEntity("blog")
    @ReferencedBy(type = Post.class, property = "blogs", onDelete = OnDelete.CASCADE)
    record Blog(@Id String id) {}

    @RedisEntity(value = "post", partitions = 4)
    record Post(
            @Id String id,
            @Indexed @Nullable Ref<Tag> tag,
            @Indexed List<Ref<Tag>> tags,
            @Indexed List<Ref<Blog>> blogs,
            @Nullable String text) {}

    interface Authors extends ReactiveRepository<Author, String> {}

    interface Books extends ReactiveRepository<Book, String> {}

    interface Tags extends ReactiveRepository<Tag, Long> {}

    interface Blogs extends ReactiveRepository<Blog, String> {}

    interface Posts extends ReactiveRepository<Post, String> {}

    /** Does something before the next request of a name is sent, once. */
    private record Interruption(String request, Mono<?> what) {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final AtomicReference<@Nullable Interruption> interruption = new AtomicReference<>();
    private Cress cress;
    private Authors authors;
    private Books books;
    private Tags tags;
    private Blogs blogs;
    private Posts posts;

    ReferencedByIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .executor(target -> new InterceptedExecutor(target, this::interrupted))
                        .build())
                .block(LIMIT);
        authors = cress.repository(Authors.class);
        books = cress.repository(Books.class);
        tags = cress.repository(Tags.class);
        blogs = cress.repository(Blogs.class);
        posts = cress.repository(Posts.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private Mono<Object> interrupted(Request<?> request, Mono<Object> sent) {
        return Mono.defer(() -> {
            Interruption now = interruption.get();
            boolean met =
                    now != null && request.name().contains(now.request()) && interruption.compareAndSet(now, null);
            return met ? now.what().then(sent) : sent;
        });
    }

    private void before(String request, Mono<?> what) {
        interruption.set(new Interruption(request, what));
    }

    private static Post post(int i, @Nullable Ref<Tag> tag, List<Ref<Tag>> tags, List<Ref<Blog>> blogs) {
        return new Post("{p}:" + i, tag, tags, blogs, "text");
    }

    @Test
    void refusesToDeleteWhatIsReferredTo() {
        authors.saveAll(List.of(new Author("ada", Ref.to("ada")), new Author("al", Ref.to("ada"))))
                .blockLast(LIMIT);
        books.save(new Book("1", Ref.to("al"))).block(LIMIT);

        authors.deleteById("al")
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(EntityReferencedException.class, refused -> {
                            assertThat(refused.referrerModel()).isEqualTo("book");
                            assertThat(refused.referrerId()).isEqualTo("1");
                        }));
        assertThat(authors.deleteById("ada", WriteOptions.DEFAULT).block(LIMIT))
                .isEqualTo(new WriteResult.Referenced<>("author", "ada", "author", "al"));
        assertThat(authors.count().block(LIMIT)).isEqualTo(2);

        books.save(new Book("1", null)).block(LIMIT);
        assertThat(authors.deleteById("al").block(LIMIT)).isTrue();
        assertThat(authors.deleteById("ada").block(LIMIT)).isTrue();
        assertThat(authors.deleteById("ada").block(LIMIT)).isFalse();
    }

    @Test
    void tellsOfAReferenceThatWasWrittenBetweenTheLookAndTheDeletion() {
        authors.save(new Author("ada", null)).block(LIMIT);
        before("entity/delete", books.save(new Book("late", Ref.to("ada"))));

        authors.deleteById("ada")
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(DanglingReferenceException.class, late -> {
                            assertThat(late.id()).isEqualTo("ada");
                            assertThat(late.referrerId()).isEqualTo("late");
                        }));
        assertThat(authors.existsById("ada").block(LIMIT)).isFalse();
    }

    @Test
    void nullifiesAllThatRefersToIt() {
        tags.saveAll(List.of(new Tag(1, 0), new Tag(11, 0))).blockLast(LIMIT);
        Ref<Tag> one = Ref.to(1L);
        Ref<Tag> other = Ref.to(11L);
        posts.saveAll(Flux.range(0, 300)
                        .map(i -> post(
                                i,
                                i % 3 == 0 ? other : one,
                                i % 2 == 0 ? List.of(one, other, one) : List.of(),
                                List.of())))
                .blockLast(LIMIT);

        // the least post is given another tag after it was found
        before(
                "entity/delete",
                Mono.fromRunnable(() -> before(
                        "entity/patch", posts.patch("{p}:1").set("tag", other).apply())));
        assertThat(tags.deleteById(1L).block(LIMIT)).isTrue();

        posts.findAll().collectList().block(LIMIT).forEach(post -> {
            int i = Integer.parseInt(post.id().substring(4));
            assertThat(post)
                    .isEqualTo(post(
                            i,
                            i % 3 == 0 || i == 1 ? other : null,
                            i % 2 == 0 ? List.of(other) : List.of(),
                            List.of()));
        });
    }

    @Test
    void leavesReferrersAloneWhenNothingIsDeletedOrTheyReferToWhatIsStoredAgain() {
        Tag stale = tags.save(new Tag(1, 0)).block(LIMIT);
        Post referrer = post(1, Ref.to(1L), List.of(), List.of());
        posts.save(referrer).block(LIMIT);
        tags.overwrite(new Tag(1, 0)).block(LIMIT);
        tags.delete(new Tag(1, stale.version() - 1))
                .as(StepVerifier::create)
                .verifyError(VersionConflictException.class);
        assertThat(posts.findById(referrer.id()).block(LIMIT)).isEqualTo(referrer);

        for (String request : List.of("HEXISTS", "entity/patch")) {
            // the deletion has found the post already, which comes to refer to the next of this id
            Mono<Post> again = tags.insert(new Tag(1, 0))
                    .then(posts.findById(referrer.id()))
                    .doOnNext(post ->
                            assertThat(post.tag()).as("that of the last one").isNull())
                    .then(posts.save(referrer));
            before(request, again);
            assertThat(tags.deleteById(1L).block(LIMIT)).isTrue();
            assertThat(posts.findById(referrer.id()).block(LIMIT)).as(request).isEqualTo(referrer);
        }
    }

    @Test
    void deletesWhatRefersToItAndNothingThatNoLongerDoes() {
        blogs.saveAll(List.of(new Blog("b"), new Blog("c"))).blockLast(LIMIT);
        posts.saveAll(Flux.range(0, 300).map(i -> post(i, null, List.of(), List.of(Ref.to(i == 7 ? "c" : "b")))))
                .blockLast(LIMIT);
        posts.save(post(0, null, List.of(), List.of(Ref.to("c"), Ref.to("b")))).block(LIMIT);

        // the first deletion is that of the blog, the second that of the least post, which has been read by then
        before(
                "entity/delete",
                Mono.fromRunnable(() -> before(
                        "entity/delete",
                        posts.patch("{p}:0")
                                .remove("blogs", List.of(Ref.to("b")))
                                .apply())));
        assertThat(blogs.deleteById("b").block(LIMIT)).isTrue();
        assertThat(posts.findAll().map(Post::id).collectList().block(LIMIT))
                .containsExactlyInAnyOrder("{p}:0", "{p}:7");

        before(
                "entity/delete",
                Mono.fromRunnable(() -> before(
                        "entity/delete",
                        posts.patch("{p}:0").set("text", "changed").apply())));
        assertThat(blogs.deleteById("c").block(LIMIT)).isTrue();
        assertThat(posts.count().block(LIMIT)).isZero();
    }

    @Test
    void isFinishedByDeletingAgain() {
        blogs.save(new Blog("b")).block(LIMIT);
        posts.saveAll(Flux.range(0, 200).map(i -> post(i, null, List.of(), List.of(Ref.to("b")))))
                .blockLast(LIMIT);
        before(
                "entity/delete",
                Mono.fromRunnable(() -> before("entity/delete", Mono.error(new IllegalStateException("killed")))));

        blogs.deleteById("b").as(StepVerifier::create).verifyErrorMessage("killed");
        assertThat(blogs.existsById("b").block(LIMIT)).isFalse();
        assertThat(posts.count().block(LIMIT)).isPositive();

        assertThat(blogs.deleteById("b").block(LIMIT)).isFalse();
        assertThat(posts.count().block(LIMIT)).isZero();
    }

    @RedisEntity("wrong")
    @ReferencedBy(type = Holder.class, property = "none", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Holder.class, property = "bare", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Holder.class, property = "other", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Holder.class, property = "text", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Holder.class, property = "fixed", onDelete = OnDelete.NULLIFY)
    record Wrong(@Id String id) {}

    @RedisEntity("holder")
    @ReferencedBy(type = Holder.class, property = "up", onDelete = OnDelete.RESTRICT)
    record Holder(
            @Id String id,
            @Nullable Ref<Wrong> bare,
            @Indexed @Nullable Ref<Tag> other,
            @Indexed @Nullable String text,
            @Indexed @DefaultValue("x") @Nullable Ref<Wrong> fixed,
            @Indexed @Nullable Ref<Mortal> mortal,
            @Indexed @Nullable Ref<Holder> up) {}

    @RedisEntity("mortal")
    @Expires(after = "PT1H")
    @ReferencedBy(type = Holder.class, property = "mortal", onDelete = OnDelete.CASCADE)
    record Mortal(@Id String id) {}

    interface Wrongs extends ReactiveRepository<Wrong, String> {}

    interface Mortals extends ReactiveRepository<Mortal, String> {}

    @Test
    void refusesRulesThatCannotBeKept() {
        assertThatThrownBy(() -> cress.repository(Wrongs.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        refused -> assertThat(refused.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p).endsWith("holder has no property none"),
                                        p -> assertThat(p).contains("holder.bare has no index"),
                                        p -> assertThat(p).contains("holder.other is no Ref<Wrong>"),
                                        p -> assertThat(p).contains("holder.text is no Ref<Wrong>"),
                                        p -> assertThat(p).contains("holder.fixed has a default")));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cress.repository(Mortals.class))
                    .as("however often")
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("RESTRICT on holder cannot be kept");
        }
    }
}

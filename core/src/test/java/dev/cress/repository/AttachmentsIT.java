package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.error.AttachmentFullException;
import dev.cress.error.AttachmentReplacedException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.LayoutMismatchException;
import dev.cress.error.NotReplicatedException;
import dev.cress.error.RepositoryDefinitionException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.key.Partitioning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import dev.cress.testing.fault.Direction;
import dev.cress.testing.fault.FaultPlan;
import dev.cress.testing.fault.FaultProxy;
import dev.cress.testing.fault.NetworkFault;
import dev.cress.write.Expiry;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@RedisTest
class AttachmentsIT extends ContextTest {

    private static final int MOST = 300;
    private static final int MOST_BYTES = 200_000;

    record View(String who, @Nullable String note) {}

    @RedisEntity(value = "post", partitions = 4)
    @CappedList(name = "views", type = View.class, max = MOST)
    @CappedList(name = "big", type = String.class, max = 3)
    @ByteStream(name = "body", max = MOST_BYTES)
    @ByteStream(name = "other")
    record Post(
            @Id String id, @Indexed String title, @Version long version) {}

    /** The same to the eye, but it does not know that posts have lists. */
    @RedisEntity(value = "post", partitions = 4)
    record PostAlone(
            @Id String id, @Indexed String title, @Version long version) {}

    /** As another version of the program has it. */
    @RedisEntity(value = "post", partitions = 4)
    @CappedList(name = "views", type = String.class, max = MOST)
    @CappedList(name = "big", type = String.class, max = 3)
    @ByteStream(name = "body", max = MOST_BYTES)
    @ByteStream(name = "other")
    record PostOtherwise(
            @Id String id, @Indexed String title, @Version long version) {}

    @RedisEntity(value = "chat", partitions = 4)
    @Expires(after = "PT30M")
    @CappedList(name = "lines", type = String.class, max = 10)
    @ByteStream(name = "log")
    record Chat(
            @Id String id,
            @Indexed String topic,
            @Nullable @Unique String room) {}

    interface Posts extends ReactiveRepository<Post, String>, Attachments<Post, String> {}

    interface PostsOtherwise extends ReactiveRepository<PostOtherwise, String>, Attachments<PostOtherwise, String> {}

    interface PostsAlone extends ReactiveRepository<PostAlone, String> {}

    interface AloneWithLists extends ReactiveRepository<PostAlone, String>, Attachments<PostAlone, String> {}

    interface Chats extends ReactiveRepository<Chat, String>, Attachments<Chat, String>, Expiring<Chat, String> {}

    private final MovedClock clock = new MovedClock();
    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<UnreadableEntityException> unreadable = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Posts posts;

    AttachmentsIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        cress = connect(observed());
        posts = cress.repository(Posts.class);
        posts.save(new Post("p", "title", 0)).block(LIMIT);
    }

    private CressOptions.Builder observed() {
        return options()
                .executor(executor ->
                        clock.executor().apply(RecordingExecutor.into(calls).apply(executor)))
                .entities(EntityOptions.builder()
                        .withoutSweeping()
                        .onUnreadable(unreadable::add)
                        .build());
    }

    private EntityList<View> views(String id) {
        return posts.list(id, "views", View.class);
    }

    private static List<View> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new View("\0{}:\uD83D\uDE00" + i, i % 2 == 0 ? null : ""))
                .toList();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(Flux<ByteBuffer> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.toIterable().forEach(piece -> all.write(piece.array(), 0, piece.limit()));
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void keepsTheNewestElementsWhateverIsSaved() {
        Post stale = posts.findById("p").block(LIMIT);
        assertThat(views("p").pushAll(numbered(0, 250)).block(LIMIT)).isEqualTo(250);
        assertThat(views("p").push(new View("last", "x")).block(LIMIT)).isEqualTo(251);
        assertThat(posts.save(new Post("p", "other", stale.version()))
                        .block(LIMIT)
                        .version())
                .isGreaterThan(stale.version());
        assertThat(views("p").pushAll(numbered(251, 700)).block(LIMIT)).isEqualTo(MOST);

        List<View> kept = numbered(400, 700);
        assertThat(views("p").oldestFirst().collectList().block(LIMIT)).isEqualTo(kept);
        List<View> newest = new ArrayList<>(kept);
        Collections.reverse(newest);
        assertThat(views("p").newestFirst().collectList().block(LIMIT)).isEqualTo(newest);
        assertThat(views("p").size().block(LIMIT)).isEqualTo(MOST);
        assertThat(posts.list("p", "big", String.class).size().block(LIMIT)).isZero();
        assertThat(views("p").clear().block(LIMIT)).isTrue();
        assertThat(views("p").clear().block(LIMIT)).isFalse();
        assertThat(views("p").oldestFirst().collectList().block(LIMIT)).isEmpty();
    }

    @Test
    void readsPagesOnDemandAndEachElementOnceWhileOthersPush() {
        views("p").pushAll(numbered(0, MOST)).block(LIMIT);
        calls.clear();
        List<View> read = new CopyOnWriteArrayList<>();
        views("p")
                .newestFirst()
                .as(views -> StepVerifier.create(views, 0))
                .expectSubscription()
                .then(() -> assertThat(calls).isEmpty())
                .thenRequest(10)
                .recordWith(() -> read)
                .expectNextCount(10)
                .then(() -> assertThat(calls).hasSize(1))
                .then(() -> views("p").pushAll(numbered(MOST, MOST + 20)).block(LIMIT))
                .thenRequest(5)
                .expectNextCount(5)
                .thenCancel()
                .verify(LIMIT);
        List<View> newest = new ArrayList<>(numbered(MOST - 15, MOST));
        Collections.reverse(newest);
        assertThat(read).isEqualTo(newest);
        calls.clear();
        assertThat(views("p").newestFirst().take(7).count().block(LIMIT)).isEqualTo(7);
        assertThat(calls).hasSize(1);
    }

    @Test
    void readsLargeElementsFewAtATime() {
        EntityList<String> big = posts.list("p", "big", String.class);
        List<String> large = List.of("a".repeat(1_000_000), "", "b".repeat(3_000_000));
        big.pushAll(large).block(LIMIT);
        assertThat(big.oldestFirst().collectList().block(LIMIT)).isEqualTo(large);
    }

    @Test
    void appendsBytesAndReadsRanges() {
        EntityBytes body = posts.bytes("p", "body");
        ByteBuffer piece = bytes("--\0\u00ff--").position(2).limit(4).slice();
        assertThat(body.append(piece).block(LIMIT)).isEqualTo(2);
        assertThat(piece.remaining()).isEqualTo(2);
        String large = "0123456789".repeat(15_000);
        assertThat(body.appendAll(Flux.just(bytes(large), bytes("end"))).block(LIMIT))
                .isEqualTo(150_005);
        String all = "\0\u00ff" + large + "end";
        assertThat(text(body.read())).isEqualTo(all);
        assertThat(text(body.read(1, 2))).isEqualTo(all.substring(1, 3));
        assertThat(text(body.read(65_530, 70_000))).isEqualTo(all.substring(65_530, 135_530));
        assertThat(text(body.read(150_004, Long.MAX_VALUE))).isEqualTo("d");
        assertThat(text(body.read(150_005, 1))).isEmpty();
        assertThat(text(body.read(0, 0))).isEmpty();
        assertThat(body.size().block(LIMIT)).isEqualTo(150_005);
        assertThat(posts.bytes("p", "other").size().block(LIMIT)).isZero();
        assertThatThrownBy(() -> body.append(bytes("x".repeat(49_996))).block(LIMIT))
                .isInstanceOfSatisfying(
                        AttachmentFullException.class,
                        full -> assertThat(full.length()).isEqualTo(150_005));
        assertThat(body.append(bytes("x".repeat(49_995))).block(LIMIT)).isEqualTo(MOST_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> body.read(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> body.read(1, -1));
    }

    @Test
    void readsPiecesOnDemandToTheEndThatWasThere() {
        EntityBytes body = posts.bytes("p", "body");
        body.append(bytes("x".repeat(150_000))).block(LIMIT);
        calls.clear();
        body.read()
                .map(ByteBuffer::remaining)
                .as(pieces -> StepVerifier.create(pieces, 0))
                .expectSubscription()
                .then(() -> assertThat(calls).isEmpty())
                .thenRequest(1)
                .expectNext(65_536)
                .then(() -> assertThat(calls).hasSize(1))
                .then(() -> body.append(bytes("later")).block(LIMIT))
                .thenRequest(9)
                .expectNext(65_536, 18_928)
                .verifyComplete();
        body.read()
                .map(ByteBuffer::remaining)
                .as(pieces -> StepVerifier.create(pieces, 1))
                .expectNext(65_536)
                .then(() -> posts.deleteById("p").block(LIMIT))
                .thenRequest(1)
                .verifyError(AttachmentReplacedException.class);
        posts.save(new Post("p", "again", 0)).block(LIMIT);
        body.append(bytes("x".repeat(100_000))).block(LIMIT);
        body.read()
                .map(ByteBuffer::remaining)
                .as(pieces -> StepVerifier.create(pieces, 1))
                .expectNext(65_536)
                .then(() -> body.clear().block(LIMIT))
                .thenRequest(1)
                .verifyError(AttachmentReplacedException.class);
    }

    @Test
    void goesWithTheEntity() {
        posts.save(new Post("q", "title", 0)).block(LIMIT);
        for (String id : List.of("p", "q")) {
            views(id).pushAll(numbered(0, 3)).block(LIMIT);
            posts.bytes(id, "body").append(bytes("x")).block(LIMIT);
        }
        assertThat(posts.deleteById("p", WriteOptions.DEFAULT.once()).block(LIMIT))
                .isInstanceOfSatisfying(
                        WriteResult.Removed.class,
                        removed -> assertThat(removed.attachments()).isEqualTo(2));
        assertThat(views("p").size().blockOptional(LIMIT)).isEmpty();
        assertThat(posts.bytes("p", "body").size().blockOptional(LIMIT)).isEmpty();
        assertThat(views("p").newestFirst().collectList().block(LIMIT)).isEmpty();
        assertThat(text(posts.bytes("p", "body").read())).isEmpty();
        assertThatThrownBy(() -> views("p").push(new View("x", null)).block(LIMIT))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> posts.bytes("p", "body").append(bytes("x")).block(LIMIT))
                .isInstanceOf(EntityNotFoundException.class);
        posts.save(new Post("p", "title", 0)).block(LIMIT);
        assertThat(views("p").size().block(LIMIT)).isZero();
        assertThat(posts.bytes("p", "body").size().block(LIMIT)).isZero();
        assertThat(views("q").size().block(LIMIT)).isEqualTo(3);
        posts.deleteAll().block(LIMIT);
        posts.save(new Post("q", "title", 0)).block(LIMIT);
        assertThat(views("q").size().block(LIMIT)).isZero();
    }

    @Test
    void goesWithTheLifeOfTheEntity() {
        Chats chats = cress.repository(Chats.class);
        for (String id : List.of("swept", "saved", "patched", "holder")) {
            chats.save(new Chat(id, "t", id.equals("holder") ? "room" : null)).block(LIMIT);
            chats.list(id, "lines", String.class).push("x").block(LIMIT);
            chats.bytes(id, "log").append(bytes("x")).block(LIMIT);
        }
        clock.move(Duration.ofMinutes(20));
        chats.touch("swept").block(LIMIT);
        clock.move(Duration.ofMinutes(20));
        assertThat(chats.list("swept", "lines", String.class).size().block(LIMIT))
                .isEqualTo(1);
        assertThat(chats.list("saved", "lines", String.class).size().blockOptional(LIMIT))
                .isEmpty();
        assertThatThrownBy(() ->
                        chats.list("saved", "lines", String.class).push("y").block(LIMIT))
                .isInstanceOf(EntityNotFoundException.class);

        chats.save(new Chat("saved", "t", null)).block(LIMIT);
        chats.patch("patched").set("topic", "u").orCreate().apply().block(LIMIT);
        chats.save(new Chat("taker", "t", "room")).block(LIMIT);
        clock.move(Duration.ofMinutes(20));
        assertThat(chats.sweep().block(LIMIT)).isEqualTo(1);
        chats.save(new Chat("swept", "t", null)).block(LIMIT);
        chats.save(new Chat("holder", "t", null)).block(LIMIT);

        for (String id : List.of("swept", "saved", "patched", "holder", "taker")) {
            assertThat(chats.list(id, "lines", String.class).size().block(LIMIT))
                    .as(id)
                    .isZero();
            assertThat(chats.bytes(id, "log").size().block(LIMIT)).as(id).isZero();
        }
    }

    @Test
    void goesWithTheEntityInAUnitOfWork() {
        Chats chats = cress.repository(Chats.class);
        List<String> ids = IntStream.range(0, 200)
                .mapToObj(i -> "chat-" + i)
                .filter(id -> new Partitioning(4).of(id.getBytes(StandardCharsets.US_ASCII)) == 2)
                .limit(5)
                .toList();
        for (String id : ids) {
            chats.save(new Chat(id, "t", id)).block(LIMIT);
            chats.list(id, "lines", String.class).push(id).block(LIMIT);
            chats.bytes(id, "log").append(bytes(id)).block(LIMIT);
        }
        chats.bytes(ids.get(2), "log").clear().block(LIMIT);
        assertThat(cress.unitOfWork()
                        .delete(new Chat(ids.get(0), "t", null))
                        .save(new Chat(ids.get(1), "t", "other"))
                        .delete(new Chat(ids.get(2), "t", null))
                        .commit()
                        .flatMapIterable(UnitResult.Done::writes)
                        .ofType(WriteResult.Removed.class)
                        .map(WriteResult.Removed::attachments)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(2L, 1L);
        List<String> kept = List.of(ids.get(1), ids.get(3), ids.get(4));
        requireLines(chats, kept);
        clock.move(Duration.ofMinutes(40));
        cress.unitOfWork()
                .save(new Chat(ids.get(3), "t", null))
                .save(new Chat(ids.get(0), "t", ids.get(4)))
                .commit()
                .block(LIMIT);
        requireLines(chats, List.of());
        for (String id : List.of(ids.get(0), ids.get(3))) {
            assertThat(chats.list(id, "lines", String.class).size().block(LIMIT))
                    .isZero();
            assertThat(chats.bytes(id, "log").size().block(LIMIT)).isZero();
        }
        chats.sweep().block(LIMIT);
        chats.saveAll(ids.stream().map(id -> new Chat(id, "t", null)).toList()).blockLast(LIMIT);
        requireLines(chats, List.of());
    }

    private static void requireLines(Chats chats, List<String> of) {
        List<String> lines = chats.findAll()
                .concatMap(chat -> chats.list(chat.id(), "lines", String.class).oldestFirst())
                .collectList()
                .block(LIMIT);
        List<String> logs = chats.findAll()
                .concatMap(chat -> chats.bytes(chat.id(), "log")
                        .read()
                        .map(piece -> StandardCharsets.ISO_8859_1.decode(piece).toString())
                        .collect(Collectors.joining()))
                .filter(log -> !log.isEmpty())
                .collectList()
                .block(LIMIT);
        assertThat(lines).containsExactlyInAnyOrderElementsOf(of);
        assertThat(logs).containsExactlyInAnyOrderElementsOf(of);
    }

    @Test
    void takesEffectOnceForAWriteIdBesideAWriteOfTheEntity() {
        WriteOptions step = WriteOptions.DEFAULT.writeId("step-1");
        Post first = posts.save(
                        new Post(
                                "p", "changed", posts.findById("p").block(LIMIT).version()),
                        step)
                .block(LIMIT)
                .entity();
        for (int i = 0; i < 3; i++) {
            assertThat(views("p").pushAll(numbered(0, 2), step).block(LIMIT)).isEqualTo(2);
            assertThat(posts.bytes("p", "body").append(bytes("ab"), step).block(LIMIT))
                    .isEqualTo(2);
            assertThat(posts.bytes("p", "other").append(bytes("abc"), step).block(LIMIT))
                    .isEqualTo(3);
        }
        assertThat(posts.findById("p").block(LIMIT)).isEqualTo(first);
        assertThat(views("p").push(new View("free", null)).block(LIMIT)).isEqualTo(3);
        for (WriteOptions refused : List.of(
                WriteOptions.DEFAULT.ifAbsent(),
                WriteOptions.DEFAULT.ifVersion(1),
                WriteOptions.DEFAULT.expiry(Expiry.never()))) {
            assertThatIllegalArgumentException().isThrownBy(() -> views("p").pushAll(numbered(0, 1), refused));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> posts.bytes("p", "body").append(bytes("x"), refused));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> views("p").pushAll(List.of()));
    }

    private static final int WRITES = 30;

    @Test
    void takesEffectOnceWhenRepliesAreLost() {
        Assumptions.assumeTrue(redis.topology() == RedisTopology.STANDALONE);
        URI server = URI.create(redis.uri());
        try (FaultProxy proxy = FaultProxy.before(server.getHost(), server.getPort())) {
            Cress far = Cress.connect(CressOptions.builder(proxy.uri())
                            .namespace(namespace)
                            .operationDeadline(LIMIT)
                            .build())
                    .block(LIMIT);
            Posts remote = far.repository(Posts.class);
            assertThat(remote.existsById("p").block(LIMIT)).isTrue();
            proxy.use(FaultPlan.random(7, 0.1, List.of(NetworkFault.reset(Direction.REPLY))));
            Flux.range(0, WRITES)
                    .flatMap(
                            i -> remote.list("p", "views", View.class)
                                    .push(new View("" + i, null))
                                    .then(remote.bytes("p", "body").append(bytes("" + (char) (i + 32)))),
                            8)
                    .blockLast(LIMIT);
            proxy.use(FaultPlan.none());
            assertThat(proxy.faults()).isNotEmpty();
            far.closeLater().block(LIMIT);
        }
        assertThat(views("p").oldestFirst().map(View::who).collectList().block(LIMIT))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, WRITES).mapToObj(i -> "" + i).toList());
        assertThat(text(posts.bytes("p", "body").read()).chars().sorted().toArray())
                .isEqualTo(IntStream.range(32, 32 + WRITES).toArray());
    }

    /** As when the reply to the first is lost. */
    @Test
    void removesNothingThatCameAfterItWhenItIsSentTwice() {
        Posts twice = connect(
                        options().executor(executor -> sendingTwice(executor, "attachment/clear", this::growAgain)))
                .repository(Posts.class);
        views("p").push(new View("before", null)).block(LIMIT);
        assertThat(twice.list("p", "views", View.class).clear().block(LIMIT)).isTrue();
        assertThat(views("p").oldestFirst().map(View::who).collectList().block(LIMIT))
                .containsExactly("meanwhile");
        assertThat(twice.bytes("p", "body").clear().block(LIMIT)).isTrue();
        assertThat(posts.bytes("p", "body").size().block(LIMIT)).isEqualTo(1);
    }

    private Mono<Void> growAgain() {
        return views("p")
                .push(new View("meanwhile", null))
                .then(posts.bytes("p", "body").append(bytes("x")))
                .then();
    }

    /** Sends calls of a script twice, with something between. */
    private static RedisExecutor sendingTwice(RedisExecutor target, String script, Supplier<Mono<Void>> between) {
        return new InterceptedExecutor(
                target,
                (request, sent) -> request.name().equals(script)
                        ? sent.then(Mono.defer(between)).then(sent)
                        : sent);
    }

    @Test
    void saysWhenTooFewReplicasHaveIt() {
        EntityList<View> views = connect(options()).repository(Posts.class).list("p", "views", View.class);
        WriteOptions replicated = WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(1));
        assertThatThrownBy(() -> views.pushAll(numbered(0, 1), replicated).block(LIMIT))
                .isInstanceOf(NotReplicatedException.class);
        assertThat(views.size().block(LIMIT)).isEqualTo(1);
    }

    @Test
    void leavesOutAndReportsWhatCannotBeRead() {
        views("p").push(new View("before", null)).block(LIMIT);
        connect(observed())
                .repository(PostsOtherwise.class)
                .list("p", "views", String.class)
                .push("{")
                .block(LIMIT);
        views("p").push(new View("after", null)).block(LIMIT);
        assertThat(views("p").oldestFirst().map(View::who).collectList().block(LIMIT))
                .containsExactly("before", "after");
        assertThat(unreadable).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("p");
            assertThat(one.problems()).singleElement().asString().contains("of views");
        });
    }

    @Test
    void namesWhatTheTypeDeclares() {
        String hash = posts.key("{p}:1").redisKey().block(LIMIT);
        String partition = hash.substring(0, hash.length() - "e:{p}:1".length());
        assertThat(posts.key("{p}:1").attachmentKeys().block(LIMIT))
                .containsOnly(
                        Map.entry("views", partition + "q:views:{p}:1"),
                        Map.entry("big", partition + "q:big:{p}:1"),
                        Map.entry("body", partition + "b:body:{p}:1"),
                        Map.entry("other", partition + "b:other:{p}:1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posts.list("p", "body", String.class))
                .withMessageContaining("declares no list of the name body; it has [list views, list big, bytes body");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> posts.list("p", "views", String.class))
                .withMessageContaining("View");
        assertThatIllegalArgumentException().isThrownBy(() -> posts.bytes("p", "views"));
        assertThatIllegalArgumentException().isThrownBy(() -> posts.bytes("p", "none"));
        assertThatThrownBy(() -> posts.list("p", "big", String.class).pushAll(null))
                .hasMessage("elements");
        assertThatThrownBy(() -> posts.bytes("p", "body").append(null)).hasMessage("bytes");
        Cress other = connect(observed());
        assertThatThrownBy(() -> other.repository(AloneWithLists.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("@CappedList");
        assertThatThrownBy(
                        () -> other.repository(PostsAlone.class).deleteById("p").block(LIMIT))
                .isInstanceOf(LayoutMismatchException.class);
    }
}

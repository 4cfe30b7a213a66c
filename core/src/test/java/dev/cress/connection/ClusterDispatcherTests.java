package dev.cress.connection;

import static dev.cress.connection.RecordingConnection.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ClusterDispatcherTests {

    private static final NodeAddress A = new NodeAddress("127.0.0.1", 7001);
    private static final NodeAddress B = new NodeAddress("127.0.0.1", 7002);
    private static final NodeAddress UNKNOWN = new NodeAddress("127.0.0.1", 7999);

    private final Map<NodeAddress, RecordingConnection> open =
            new HashMap<>(Map.of(A, new RecordingConnection(), B, new RecordingConnection()));
    private final RecordingConnection announcing = new RecordingConnection();
    private final RecordingConnection anyNode = new RecordingConnection();
    private final AtomicInteger readings = new AtomicInteger();
    private final RedisClusterNode first = node(A, 0, 8_000);
    private final ClusterDispatcher dispatcher = new ClusterDispatcher(
            layout(first, node(B, 8_000, 16_000)), // the last slots are served by none
            node -> {
                if (!open.containsKey(node)) {
                    throw new NotSentException("not connected to " + node);
                }
                return open.get(node).asConnection();
            },
            new AskingDispatcher(node -> announcing.asConnection(), Runnable::run),
            anyNode.asConnection());

    private ClusterLayout layout(RedisClusterNode... nodes) {
        Partitions partitions = new Partitions();
        partitions.addAll(List.of(nodes));
        partitions.updateCache();
        return new ClusterLayout(Mono.fromRunnable(readings::incrementAndGet), partitions, System::nanoTime);
    }

    private static RedisClusterNode node(NodeAddress address, int from, int to) {
        RedisClusterNode node = RedisClusterNode.of("id-" + address.port());
        node.setUri(RedisURI.create(address.host(), address.port()));
        node.setFlags(Set.of(RedisClusterNode.NodeFlag.UPSTREAM));
        node.setSlots(IntStream.range(from, to).boxed().toList());
        return node;
    }

    private static String keyIn(int from, int to) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "key-" + i)
                .filter(key -> SlotHash.getSlot(key) >= from && SlotHash.getSlot(key) < to)
                .findFirst()
                .orElseThrow();
    }

    private static Attempt toA() {
        return attempt(keyIn(0, 8_000), null);
    }

    private static Attempt toB() {
        return attempt(keyIn(8_000, 16_000), null);
    }

    private static Attempt sentOn(Redirect.Kind kind, NodeAddress node) {
        return attempt(keyIn(0, 8_000), new Redirect(kind, node));
    }

    private static @Nullable Throwable failure(Attempt command) {
        return command.handle((reply, failure) -> failure).toCompletableFuture().getNow(null);
    }

    @Test
    void writesWhatBelongsToANodeTogetherAndInOrder() {
        List<Attempt> all = List.of(toA(), toB(), toA(), attempt(null, null), toB(), toA());
        dispatcher.dispatch(all);
        assertThat(open.get(A).writes).containsExactly(List.of(all.get(0), all.get(2), all.get(5)));
        assertThat(open.get(B).writes).containsExactly(List.of(all.get(1), all.get(4)));
        assertThat(anyNode.writes).containsExactly(List.of(all.get(3)));
        assertThat(all.get(1).node()).isEqualTo(B);
        assertThat(announcing.writes).isEmpty();
    }

    @Test
    void failsOnlyWhatIsForANodeThatIsAway() {
        open.remove(A);
        List<Attempt> all = List.of(toB(), toA(), toB(), attempt(keyIn(16_000, 16_384), null));
        dispatcher.dispatch(all);
        assertThat(open.get(B).writes).containsExactly(List.of(all.get(0), all.get(2)));
        assertThat(all.stream().map(command -> failure(command) instanceof NotSentException))
                .containsExactly(false, true, false, true);
        assertThat(readings).hasValue(1); // for the slot that nobody serves
    }

    @Test
    void sendsWhatHasMovedToTheNodeThatIsNamedAndHasTheLayoutReadAgainOnce() {
        Attempt moved = sentOn(Redirect.Kind.MOVED, B);
        dispatcher.dispatch(List.of(moved));
        dispatcher.dispatch(List.of(sentOn(Redirect.Kind.MOVED, B), toA()));
        assertThat(open.get(B).commands()).hasSize(2).first().isSameAs(moved);
        assertThat(open.get(A).commands()).hasSize(1);
        assertThat(readings).hasValue(1);
    }

    @Test
    void knowsANodeByItsOtherNames() {
        first.addAlias(RedisURI.create("redis-a.example", 6379));
        dispatcher.dispatch(List.of(sentOn(Redirect.Kind.MOVED, new NodeAddress("redis-a.example", 6379))));
        assertThat(open.get(A).commands()).hasSize(1);
    }

    @Test
    void announcesWhatIsAskedOnTheConnectionForThatOnly() {
        Attempt asked = sentOn(Redirect.Kind.ASK, B);
        dispatcher.dispatch(List.of(toB(), asked, toB()));
        assertThat(announcing.writes).hasSize(1);
        assertThat(announcing.writes.get(0)).hasSize(2).last().isSameAs(asked);
        assertThat(open.get(B).commands()).hasSize(2).doesNotContain(asked);
        assertThat(readings).hasValue(0);
    }

    @Test
    void sendsNothingToANodeThatIsNotKnownYetAndReadsTheLayout() {
        Attempt moved = sentOn(Redirect.Kind.ASK, UNKNOWN);
        dispatcher.dispatch(List.of(moved));
        assertThat(failure(moved)).isInstanceOf(NotSentException.class);
        assertThat(readings).hasValue(1);
    }

    /** Its place may have been taken by another one, of which nobody tells. */
    @Test
    void hasTheLayoutReadAgainOnceWhenANodeDoesNotAnswer() {
        open.remove(A);
        List<Attempt> lost = List.of(toB(), toB());
        dispatcher.dispatch(lost);
        lost.get(0).completeExceptionally(new RedisCommandExecutionException("TRYAGAIN x"));
        lost.get(1).completeExceptionally(new QueueFullException());
        assertThat(readings).hasValue(0);
        dispatcher.dispatch(List.of(toA(), toA()));
        assertThat(readings).hasValue(1);
    }

    @Test
    void hasTheLayoutReadAgainWhenAReplyIsLost() {
        Attempt lost = toB();
        dispatcher.dispatch(List.of(lost));
        lost.completeExceptionally(new RedisException("Connection disconnected"));
        assertThat(readings).hasValue(1);
    }
}

package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.write.Durability;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicatedChannelTests {

    private static final Durability ONE = new Durability(1, Duration.ofSeconds(1));
    private static final Durability TWO = new Durability(2, Duration.ofSeconds(1));

    private final List<List<RedisCommand<?, ?, ?>>> dispatches = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> outcomes = new ArrayList<>();
    private final AtomicBoolean late = new AtomicBoolean();
    private boolean failing;

    private final ReplicatedChannel channel = new ReplicatedChannel(connection(), tasks::add, 10);

    @SuppressWarnings("unchecked")
    private StatefulConnection<byte[], byte[]> connection() {
        return (StatefulConnection<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StatefulConnection.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("dispatch");
                    if (failing) {
                        throw new RedisException("Connection is closed");
                    }
                    dispatches.add(List.copyOf((Collection<RedisCommand<?, ?, ?>>) arguments[0]));
                    return null;
                });
    }

    private ReplicatedAttempt write(Durability durability) {
        return write(durability, false);
    }

    private ReplicatedAttempt write(Durability durability, boolean abandoned) {
        return write(durability, abandoned, null);
    }

    private ReplicatedAttempt write(Durability durability, boolean abandoned, @Nullable Redirect redirect) {
        ReplicatedAttempt write = new ReplicatedAttempt(
                new Command<>(CommandType.EVALSHA, new ObjectOutput<>(ByteArrayCodec.INSTANCE)),
                () -> abandoned,
                new byte[0],
                durability,
                late::get,
                redirect);
        write.onOutcome(this::heard);
        return write;
    }

    private void heard(@Nullable Object reply, @Nullable Throwable failure) {
        outcomes.add(failure == null ? reply : failure);
    }

    private void answer(int dispatch, long replicas) {
        List<RedisCommand<?, ?, ?>> sent = dispatches.get(dispatch);
        sent.subList(0, sent.size() - 1).forEach(write -> ((ReplicatedAttempt) write).complete((Object) "written"));
        ((WaitForReplicas) sent.get(sent.size() - 1)).complete(replicas);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void sendsTogetherWhatAsksForTheSameAndOneQuestionBehindIt() {
        List.of(ONE, ONE, ONE, TWO, ONE).forEach(asked -> channel.submit(write(asked)));

        assertThat(dispatches).hasSize(1);
        answer(0, 1);
        answer(1, 1);
        answer(2, 2);
        answer(3, 1);
        assertThat(dispatches.stream().map(List::size)).containsExactly(2, 3, 2, 2);
        assertThat(outcomes)
                .containsExactly(
                        new Awaited("written", 1, null),
                        new Awaited("written", 1, null),
                        new Awaited("written", 1, null),
                        new Awaited("written", 2, null),
                        new Awaited("written", 1, null));
    }

    @Test
    void announcesWhatIsAskedInTheSameWrite() {
        ReplicatedAttempt asked =
                write(ONE, false, new Redirect(Redirect.Kind.ASK, new NodeAddress("127.0.0.1", 7001)));
        ReplicatedAttempt moved =
                write(ONE, false, new Redirect(Redirect.Kind.MOVED, new NodeAddress("127.0.0.1", 7001)));
        channel.submit(write(ONE));
        channel.submit(moved);
        channel.submit(asked);
        answer(0, 1);
        List<RedisCommand<?, ?, ?>> batch = dispatches.get(1);
        assertThat(batch).hasSize(4).startsWith(moved).element(1).isInstanceOf(Asking.class);
        assertThat(batch.get(2)).isSameAs(asked);
        assertThat(batch.get(3)).isInstanceOf(WaitForReplicas.class);
    }

    @Test
    void tellsAWriteThatWasAnsweredWhenItsQuestionIsNot() {
        channel.submit(write(ONE));
        ((ReplicatedAttempt) dispatches.get(0).get(0)).complete((Object) "written");
        assertThat(outcomes).isEmpty();
        RedisException lost = new RedisException("lost");
        ((WaitForReplicas) dispatches.get(0).get(1)).completeExceptionally(lost);
        assertThat(outcomes).containsExactly(new Awaited("written", 0, lost));
    }

    @Test
    void sendsNothingThatWasAbandonedOrIsTooLate() {
        channel.submit(write(ONE));
        channel.submit(write(ONE, true));
        channel.submit(write(ONE));
        late.set(true);
        answer(0, 1);
        assertThat(dispatches).hasSize(1);
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(1)).isInstanceOf(NotSentException.class);
    }

    @Test
    void refusesWhatHasNoRoomAndGoesOnAfterAFailure() {
        for (int i = 0; i < 12; i++) {
            channel.submit(write(ONE)); // the first is under way, ten wait
        }
        assertThat(outcomes).hasSize(1).first().isInstanceOf(QueueFullException.class);
        failing = true;
        answer(0, 1);
        assertThat(outcomes).hasSize(12);
        assertThat(outcomes.subList(2, 12)).allMatch(NotSentException.class::isInstance);
        failing = false;
        channel.submit(write(ONE));
        assertThat(dispatches).hasSize(2);
    }
}

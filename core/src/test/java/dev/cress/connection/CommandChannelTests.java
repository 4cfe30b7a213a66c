package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.util.RaceTestUtils;

class CommandChannelTests {

    private final List<List<RedisCommand<?, ?, ?>>> dispatches = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean failing;

    private final StatefulConnection<byte[], byte[]> connection = connection(batch -> {
        if (failing) {
            throw new RedisException("Connection is closed");
        }
        dispatches.add(batch);
    });

    @SuppressWarnings("unchecked")
    private static StatefulConnection<byte[], byte[]> connection(
            java.util.function.Consumer<List<RedisCommand<?, ?, ?>>> dispatch) {
        return (StatefulConnection<byte[], byte[]>) Proxy.newProxyInstance(
                CommandChannelTests.class.getClassLoader(),
                new Class<?>[] {StatefulConnection.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("dispatch");
                    dispatch.accept(
                            arguments[0] instanceof Collection<?> batch
                                    ? List.copyOf((Collection<RedisCommand<?, ?, ?>>) batch)
                                    : List.of((RedisCommand<?, ?, ?>) arguments[0]));
                    return null;
                });
    }

    private CommandChannel channel(int inFlight, int queue) {
        return new CommandChannel(Dispatcher.to(connection), tasks::add, inFlight, queue, 1);
    }

    private static Attempt command() {
        return command(() -> false);
    }

    private static Attempt command(BooleanSupplier abandoned) {
        return new Attempt(new Command<>(CommandType.PING, new ObjectOutput<>(ByteArrayCodec.INSTANCE)), abandoned);
    }

    private static List<Attempt> commands(int count) {
        return Stream.generate(CommandChannelTests::command).limit(count).toList();
    }

    private static void answer(RedisCommand<?, ?, ?> command) {
        ((Attempt) command).complete((Object) "ok");
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private List<Integer> sizes() {
        return dispatches.stream().map(List::size).toList();
    }

    @Test
    void sendsAtOnceWhatFindsTheConnectionIdle() {
        CommandChannel channel = channel(10, 10);

        assertThat(channel.submit(commands(1))).isTrue();
        assertThat(sizes()).containsExactly(1);
        assertThat(tasks).isEmpty();
    }

    @Test
    void sendsTogetherWhatArrivesWhileOthersAreUnderWay() {
        CommandChannel channel = channel(100, 100);
        List<Attempt> all = commands(20);

        all.forEach(command -> channel.submit(List.of(command)));
        assertThat(sizes()).containsExactly(1);
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(sizes()).containsExactly(1, 19);
        assertThat(dispatches.get(1)).isEqualTo(all.subList(1, 20)); // in order
    }

    @Test
    void sendsAListThatIsABatchByItselfAtOnce() {
        CommandChannel channel = channel(100, 100);
        channel.submit(commands(1));
        channel.submit(commands(CommandChannel.LOT));
        assertThat(sizes()).containsExactly(1, CommandChannel.LOT);
        channel.submit(commands(CommandChannel.LOT - 1));
        assertThat(sizes()).hasSize(2);
        channel.submit(commands(CommandChannel.LOT)); // is sent with what waits already
        assertThat(sizes()).hasSize(2);
        runTasks();
        assertThat(sizes()).containsExactly(1, CommandChannel.LOT, 2 * CommandChannel.LOT - 1);
    }

    @Test
    void gathersCompanyWhileEnoughAreUnderWay() {
        CommandChannel channel = new CommandChannel(Dispatcher.to(connection), tasks::add, 1_000, 1_000, 4);
        List<Attempt> first = commands(CommandChannel.ENOUGH + 2);
        channel.submit(first);
        List<Attempt> all = commands(8);

        all.subList(0, 3).forEach(command -> channel.submit(List.of(command)));
        runTasks();
        assertThat(sizes()).containsExactly(CommandChannel.ENOUGH + 2);
        channel.submit(all.subList(3, 4));
        runTasks();
        assertThat(dispatches.get(1)).isEqualTo(all.subList(0, 4));

        channel.submit(all.subList(4, 6));
        runTasks();
        first.subList(0, 5).forEach(CommandChannelTests::answer);
        runTasks();
        assertThat(dispatches).hasSize(2);
        answer(first.get(5));
        runTasks();
        assertThat(dispatches.get(2)).isEqualTo(all.subList(4, 6));
    }

    @Test
    void keepsNothingBackForCompanyWhereFewAreUnderWay() {
        CommandChannel channel = new CommandChannel(Dispatcher.to(connection), tasks::add, 1_000, 1_000, 4);
        channel.submit(commands(CommandChannel.ENOUGH));
        channel.submit(commands(1));
        runTasks();
        assertThat(sizes()).containsExactly(CommandChannel.ENOUGH, 1);
    }

    @Test
    void sendsWhatIsSubmittedTogetherInOneWrite() {
        channel(100, 100).submit(commands(50));
        assertThat(sizes()).containsExactly(50);
    }

    @Test
    void keepsToTheLimitOfCommandsUnderWay() {
        CommandChannel channel = channel(3, 100);
        List<Attempt> all = commands(10);

        channel.submit(all);
        assertThat(sizes()).containsExactly(3);
        all.get(1).complete("ok");
        runTasks();
        assertThat(sizes()).containsExactly(3, 1);
        all.get(0).completeExceptionally(new RedisException("gone"));
        all.get(2).cancel(false);
        runTasks();
        assertThat(sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
        assertThat(dispatches.get(1).get(0)).isSameAs(all.get(3));
    }

    @Test
    void refusesAsAWholeWhatFindsNoRoom() {
        CommandChannel channel = channel(1, 5);
        List<Attempt> first = commands(5);
        assertThat(channel.submit(first)).isTrue(); // one leaves, four wait

        assertThat(channel.submit(commands(2))).isFalse();
        assertThat(channel.submit(commands(1))).isTrue();
        assertThat(channel.submit(commands(1))).isFalse();
        first.get(0).complete("ok");
        runTasks();
        assertThat(channel.submit(commands(1))).isTrue();
        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void leavesOutWhatWasAbandonedInTheQueueAndFreesItsPlace() {
        CommandChannel channel = channel(1, 3);
        AtomicBoolean gone = new AtomicBoolean();
        List<Attempt> all = List.of(command(), command(gone::get), command());
        channel.submit(all);

        gone.set(true);
        all.get(0).complete("ok");
        runTasks();
        assertThat(dispatches).containsExactly(List.of(all.get(0)), List.of(all.get(2)));
        assertThat(channel.submit(commands(3))).isTrue();
    }

    @Test
    void failsWhatTheDriverDoesNotTakeAndGoesOn() {
        CommandChannel channel = channel(10, 10);
        failing = true;
        List<Attempt> refused = commands(2);

        assertThat(channel.submit(refused)).isTrue();
        assertThat(refused).allMatch(Attempt::isCompletedExceptionally);
        refused.get(0).whenComplete((value, error) -> assertThat(error).isInstanceOf(NotSentException.class));
        failing = false;
        channel.submit(commands(10));
        runTasks();
        assertThat(sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    }

    @Test
    void joinsWritesThatWaitAndCountsEach() {
        CommandChannel channel = channel(4, 100);
        AtomicBoolean gone = new AtomicBoolean();
        List<Attempt> writes = Stream.of("a", "b", "c", "d", "e", "f", "g")
                .map(JoinableWrites::save)
                .toList();
        channel.submit(writes.subList(0, 1));
        assertThat(dispatches.get(0)).containsExactly(writes.get(0)); // nothing waits for company
        channel.submit(writes.subList(1, 3));
        channel.submit(List.of(JoinableWrites.write(
                JoinableWrites.SAVE,
                List.of(new byte[1], new byte[1]),
                JoinableWrites.arguments(JoinableWrites.SAVE, ""),
                gone::get)));
        gone.set(true);
        channel.submit(writes.subList(3, 7));
        runTasks();

        assertThat(sizes()).containsExactly(1, 1);
        JoinedAttempt joined = (JoinedAttempt) dispatches.get(1).get(0);
        assertThat(joined.writes()).containsExactlyElementsOf(writes.subList(1, 4));
        writes.get(0).complete(List.of());
        runTasks();
        assertThat(dispatches.get(2)).containsExactly(writes.get(4));
        joined.completeExceptionally(new RedisException("gone"));
        runTasks();
        assertThat(writes.subList(1, 4)).allMatch(Attempt::isCompletedExceptionally);
        assertThat(((JoinedAttempt) dispatches.get(3).get(0)).writes()).containsExactlyElementsOf(writes.subList(5, 7));
    }

    @Test
    void sendsAJoinedCallAgainWithItsTextAndFailsWhatTheDriverDoesNotTake() {
        CommandChannel channel = channel(10, 100);
        List<Attempt> writes =
                Stream.of("a", "b", "c").map(JoinableWrites::save).toList();
        channel.submit(writes);
        JoinedAttempt call = (JoinedAttempt) dispatches.get(0).get(0);
        failing = true;
        call.completeExceptionally(new RedisNoScriptException("NOSCRIPT"));

        assertThat(writes).allMatch(Attempt::isCompletedExceptionally);
        writes.get(0).whenComplete((value, error) -> assertThat(error).isInstanceOf(NotSentException.class));
    }

    @Test
    void sendsOnWhatHadItsTurnBeforeAllThatWaitsAndThoughNothingMoreHasRoom() {
        CommandChannel channel = channel(1, 2);
        List<Attempt> all = commands(2);
        channel.submit(all);
        Attempt sentOn = command();
        channel.submit(commands(1));
        assertThat(channel.submit(commands(1))).isFalse();

        channel.sendOn(sentOn);
        assertThat(dispatches).containsExactly(List.of(all.get(0)), List.of(sentOn));
        all.get(0).complete("ok");
        runTasks();
        assertThat(sizes()).containsExactly(1, 1); // it counts as under way
        sentOn.complete("ok");
        runTasks();
        assertThat(dispatches.get(2)).containsExactly(all.get(1));
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "100, 16", "49, 16"})
    void everyCommandLeavesExactlyOnceUnderContention(int limit, int company) throws InterruptedException {
        int each = 5_000;
        ExecutorService server = Executors.newSingleThreadExecutor();
        ExecutorService drainer = Executors.newSingleThreadExecutor();
        Queue<RedisCommand<?, ?, ?>> seen = new ConcurrentLinkedQueue<>();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        try {
            CommandChannel channel = new CommandChannel(
                    Dispatcher.to(connection(batch -> {
                        worst.accumulateAndGet(underWay.addAndGet(batch.size()), Math::max);
                        seen.addAll(batch);
                        server.execute(() -> {
                            underWay.addAndGet(-batch.size());
                            batch.forEach(CommandChannelTests::answer);
                        });
                    })),
                    drainer,
                    limit,
                    1_000_000,
                    company);
            List<Attempt> left = commands(each);
            List<Attempt> right = commands(each);
            RaceTestUtils.race(
                    () -> left.forEach(command -> channel.submit(List.of(command))),
                    () -> right.forEach(command -> channel.submit(List.of(command))));
            for (Attempt command : Stream.concat(left.stream(), right.stream()).toList()) {
                assertThat(command.await(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(seen).hasSize(2 * each).doesNotHaveDuplicates();
            assertThat(worst.get()).isLessThanOrEqualTo(limit);
        } finally {
            server.shutdownNow();
            drainer.shutdownNow();
        }
    }
}

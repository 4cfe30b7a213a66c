package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.script.entity.SaveScript;
import io.lettuce.core.RedisException;
import io.lettuce.core.output.CommandOutput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedirectedRequestTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final NodeAddress ANSWERED = new NodeAddress("10.0.0.1", 7001);
    private static final Request<Long> READ = Requests.sortedSetSize(new byte[] {'k'});
    private static final Request<?> WRITE = Requests.script(SaveScript.TEMPLATE, List.of(new byte[] {'k'}), List.of());

    private final Queue<Consumer<Attempt>> answers = new ArrayDeque<>();
    private final List<@Nullable Redirect> sent = new ArrayList<>();
    private Consumer<Attempt> lastAnswer = error("ERR no answer is left");

    private LettuceRedisExecutor executor(Duration deadline) {
        Map<Role, CommandChannel> channels = new EnumMap<>(Role.class);
        channels.put(Role.READ, new CommandChannel(this::answer, Runnable::run, 1, 1, 1));
        return new LettuceRedisExecutor(
                channels, new CommandChannel(this::answer, Runnable::run, 1, 1, 1), new RetryPolicy(deadline), true);
    }

    private void answer(List<Attempt> commands) {
        for (Attempt command : commands) {
            sent.add(command.redirect());
            command.sentTo(ANSWERED);
            Consumer<Attempt> answer = answers.poll();
            (answer == null ? lastAnswer : answer).accept(command);
        }
    }

    private static Consumer<Attempt> error(String reply) {
        return command -> {
            command.getOutput().setError(reply);
            command.complete();
        };
    }

    private static Consumer<Attempt> size(long size) {
        return command -> {
            ((CommandOutput<?, ?, ?>) command.getOutput()).set(size);
            command.complete();
        };
    }

    private static Redirect to(Redirect.Kind kind, String host, int port) {
        return new Redirect(kind, new NodeAddress(host, port));
    }

    @Test
    void goesAtOnceWhereItIsSentAndFromThereOn() {
        answers.addAll(List.of(error("MOVED 7 10.0.0.2:7002"), error("ASK 7 :7003"), size(4)));
        assertThat(executor(PATIENCE).execute(Role.READ, READ).block(PATIENCE)).isEqualTo(4);
        assertThat(sent)
                .containsExactly(
                        null, to(Redirect.Kind.MOVED, "10.0.0.2", 7002), to(Redirect.Kind.ASK, "10.0.0.1", 7003));
    }

    @Test
    void asksTheMasterOfTheSlotAgainAfterEveryOtherAnswer() {
        answers.addAll(List.of(error("ASK 7 10.0.0.2:7002"), error("TRYAGAIN x"), size(4)));
        assertThat(executor(PATIENCE).execute(Role.READ, READ).block(PATIENCE)).isEqualTo(4);
        assertThat(sent).containsExactly(null, to(Redirect.Kind.ASK, "10.0.0.2", 7002), null);
    }

    @Test
    void isSentOnAgainAfterAPause() {
        answers.addAll(Collections.nCopies(7, error("MOVED 7 10.0.0.2:7002")));
        lastAnswer = size(4);
        assertThat(executor(PATIENCE).execute(Role.READ, READ).block(PATIENCE)).isEqualTo(4);
        Redirect moved = to(Redirect.Kind.MOVED, "10.0.0.2", 7002);
        assertThat(sent).containsExactly(null, moved, moved, moved, moved, moved, null, moved);
    }

    @Test
    void givesUpAtTheDeadlineWhenNodesSendItToAndFro() {
        lastAnswer = error("MOVED 7 10.0.0.2:7002");
        LettuceRedisExecutor executor = executor(Duration.ofMillis(300));
        assertThatThrownBy(() -> executor.execute(Role.READ, WRITE).block(PATIENCE))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("nothing was written");
        assertThat(sent.subList(0, 7)) // five times at once, then after a pause where its key belongs
                .containsExactly(null, sent.get(1), sent.get(1), sent.get(1), sent.get(1), sent.get(1), null);
        assertThat(sent).hasSizeLessThan(600);
    }

    @Test
    void doesNotKnowWhatBecameOfAWriteThatWasLostWhereItWasSent() {
        answers.addAll(List.of(
                error("ASK 7 10.0.0.2:7002"),
                command -> command.completeExceptionally(new RedisException("Connection disconnected"))));
        assertThatThrownBy(() -> executor(PATIENCE).execute(Role.READ, WRITE).block(PATIENCE))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(sent).hasSize(2);
    }

    @Test
    void sendsTheTextOfAScriptWhereTheSlotIsSentOn() {
        answers.addAll(
                List.of(error("ASK 7 10.0.0.2:7002"), error("NOSCRIPT x"), error("ASK 7 10.0.0.2:7002"), command -> {
                    assertThat(command.getType().toString()).isEqualTo("EVAL");
                    command.completeExceptionally(new RedisException("Connection disconnected"));
                }));
        assertThatThrownBy(() -> executor(PATIENCE).execute(Role.READ, WRITE).block(PATIENCE))
                .isInstanceOf(OutcomeUnknownException.class);
        Redirect asked = to(Redirect.Kind.ASK, "10.0.0.2", 7002);
        assertThat(sent).containsExactly(null, asked, null, asked);
    }
}

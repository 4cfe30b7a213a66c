package dev.cress.connection;

import static dev.cress.connection.JoinableWrites.SAVE;
import static dev.cress.connection.JoinableWrites.arguments;
import static dev.cress.connection.JoinableWrites.save;
import static dev.cress.connection.JoinableWrites.utf8;
import static dev.cress.connection.JoinableWrites.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class JoinedAttemptTests {

    private final List<JoinedAttempt> sentAgain = new ArrayList<>();

    private JoinedAttempt join(Attempt... writes) {
        return new JoinedAttempt(List.of(writes), sentAgain::add);
    }

    private static Object reply(List<?>... replies) {
        return List.of((Object[]) replies);
    }

    private static Failure failureOf(Attempt write) {
        try {
            write.get();
        } catch (ExecutionException e) {
            return FailureClassifier.classify(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("has not failed");
    }

    @Test
    void sendsWhatAllHaveInCommonOnce() {
        JoinedAttempt call = join(write(SAVE, "a", "meta", "one"), write(SAVE, "b", "meta", "two"));

        assertThat(call.getType()).isEqualTo(CommandType.EVALSHA);
        ByteBuf sent = Unpooled.buffer();
        call.encode(sent);
        assertThat(sent.toString(StandardCharsets.UTF_8)
                        .replaceAll("[*$]\\d+\r\n", "")
                        .split("\r\n", -1))
                .containsExactly(("EVALSHA " + SAVE.several().flagged().sha1()
                                + " 4 a meta stream b shared shared shared shared shared one two 2 ")
                        .split(" ", -1));
        assertThat(StringCodec.UTF8.decodeKey(
                        Objects.requireNonNull(call.getArgs()).getFirstEncodedKey()))
                .isEqualTo("a"); // which chooses the node
    }

    @Test
    void givesEachItsOwnReplyOrFailure() throws Exception {
        Attempt a = save("a");
        Attempt b = save("b");
        Attempt c = save("c");
        List<?> created = List.of(utf8("CREATED"), utf8("7"));
        List<?> missing = List.of(utf8("MISSING"));
        join(a, b, c).complete(reply(created, List.of(utf8("ERROR"), utf8("OOM command not allowed")), missing));

        assertThat(a.get()).isSameAs(created);
        assertThat(failureOf(b)).isEqualTo(Failure.OVERLOADED);
        assertThat(c.get()).isSameAs(missing);
    }

    @Test
    void readsAFailureAsTheOldestServersSpellIt() {
        Attempt a = save("a");
        join(a, save("b")).complete(reply(List.of(utf8("ERROR"), utf8("-NOPERM no")), List.of(utf8("MISSING"))));
        assertThat(failureOf(a)).isEqualTo(Failure.DENIED);
    }

    @Test
    void failsEachWithWhatFailsTheCall() {
        for (RedisException failure :
                List.of(new RedisCommandTimeoutException("late"), new RedisException("Connection is closed"))) {
            Attempt a = save("a");
            Attempt b = save("b");
            join(a, b).completeExceptionally(failure);
            assertThatThrownBy(a::get).cause().isSameAs(failure);
            assertThatThrownBy(b::get).cause().isSameAs(failure);
            assertThat(failureOf(b)).isEqualTo(Failure.UNKNOWN);
        }
    }

    /** It was written, or not: nobody knows. */
    @Test
    void isOfUnknownOutcomeWhereItHasNoReply() throws Exception {
        Attempt a = save("a");
        Attempt b = save("b");
        join(a, b).complete(reply(List.of(utf8("MISSING"))));
        assertThat(a.get()).isInstanceOf(List.class);
        assertThat(failureOf(b)).isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void sendsTheTextToAServerThatDoesNotKnowTheScript() throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        Attempt a = save("a");
        List<byte[]> keys = List.of(utf8("b"), utf8("meta"), utf8("stream"));
        Attempt left = write(SAVE, keys, arguments(SAVE, "shared", utf8("x")), gone::get);
        Attempt c = save("c");
        JoinedAttempt call = join(a, left, c);
        gone.set(true);
        call.completeExceptionally(new RedisNoScriptException("NOSCRIPT"));

        assertThat(sentAgain).hasSize(1);
        JoinedAttempt again = sentAgain.get(0);
        assertThat(again.getType()).isEqualTo(CommandType.EVAL);
        assertThat(again.writes()).containsExactly(a, c);
        assertThat(left).isDone(); // its place is free
        assertThat(a).isNotDone();
        List<?> created = List.of(utf8("CREATED"), utf8("7"));
        again.complete(reply(created, created));
        assertThat(c.get()).isSameAs(created);
    }

    @Test
    void sendsTheTextOnce() {
        Attempt a = save("a");
        join(a, save("b")).completeExceptionally(new RedisNoScriptException("NOSCRIPT"));
        sentAgain.get(0).completeExceptionally(new RedisNoScriptException("NOSCRIPT"));
        assertThat(sentAgain).hasSize(1);
        assertThat(failureOf(a)).isEqualTo(Failure.NOT_CACHED);
    }
}

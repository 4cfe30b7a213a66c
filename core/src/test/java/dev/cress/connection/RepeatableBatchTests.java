package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatableBatchTests {

    private final List<RepeatableAttempt> commands =
            Stream.generate(RepeatableBatchTests::command).limit(3).toList();
    private final RepeatableBatch batch = new RepeatableBatch(commands);

    private static RepeatableAttempt command() {
        return new RepeatableAttempt(
                new Command<>(CommandType.GET, new ObjectOutput<>(ByteArrayCodec.INSTANCE)), () -> false, null);
    }

    @Test
    void isTakenApartOnItsWayToTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(new RepeatableBatch.Opener());

        channel.writeOutbound(batch, "other");

        assertThat(channel.<Object>readOutbound()).isEqualTo(commands);
        assertThat(channel.<Object>readOutbound()).isEqualTo("other");
    }

    @Test
    void isNeverWrittenAsOneCommand() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> batch.encode(Unpooled.buffer()));
    }

    @Test
    void isDoneWhenEachCommandHasItsOutcome() {
        commands.get(0).complete("reply");
        commands.get(1).completeExceptionally(new IllegalStateException("refused"));
        assertThat(batch.isDone()).isFalse();

        commands.get(2).complete("reply");

        assertThat(batch.isDone()).isTrue();
        assertThat(batch.isCompletedExceptionally()).isFalse();
    }

    @Test
    void failsTheCommandsWithoutAReply() {
        List<Throwable> failures = new ArrayList<>();
        commands.forEach(command -> command.onOutcome((reply, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        }));
        commands.get(0).complete("reply");
        NotSentException failure = new NotSentException("the connection is lost");

        batch.completeExceptionally(failure);

        assertThat(failures).containsExactly(failure, failure);
        assertThat(commands.get(0).isCompletedExceptionally()).isFalse();
    }

    @Test
    void isCancelledWithItsCommands() {
        batch.cancel();

        assertThat(commands).allMatch(command -> command.isCancelled());
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> commands.get(0).join());
    }

    @Test
    void takesOnlyWhatMayBeRepeated() {
        RecordingConnection connection = new RecordingConnection();
        Attempt other = RecordingConnection.attempt("key", null);

        ConnectionWriter.write(connection.asConnection(), List.of(commands.get(0), commands.get(1)));
        ConnectionWriter.write(connection.asConnection(), List.of(commands.get(2)));
        ConnectionWriter.write(connection.asConnection(), List.of(command(), other));

        assertThat(connection.writes.get(0)).hasSize(1).first().isInstanceOf(RepeatableBatch.class);
        assertThat(connection.writes.get(1)).hasSize(1).first().isEqualTo(commands.get(2));
        assertThat(connection.writes.get(2)).hasSize(2).contains(other);
    }
}

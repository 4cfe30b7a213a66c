package dev.cress.connection;

import dev.cress.script.ScriptText;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.internal.ExceptionFactory;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several writes in one call. Each gets its own reply, or the failure that it would have got alone; what fails the call as a whole fails each of them.
 *
 * <p>A server that does not know the script gets its text, once.
 */
final class JoinedAttempt extends AsyncCommand<byte[], byte[], Object> {

    private static final byte[] ERROR = "ERROR".getBytes(StandardCharsets.US_ASCII);

    private final List<Attempt> writes;
    private final boolean text;
    private final Consumer<JoinedAttempt> again;

    /**
     * @param writes at least one, all of which go with each other
     * @param again sends another attempt
     */
    JoinedAttempt(List<Attempt> writes, Consumer<JoinedAttempt> again) {
        this(writes, false, again);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private JoinedAttempt(List<Attempt> writes, boolean text, Consumer<JoinedAttempt> again) {
        super(new Command(
                text ? CommandType.EVAL : CommandType.EVALSHA,
                new NestedMultiOutput<>(ByteArrayCodec.INSTANCE),
                arguments(writes.stream().map(JoinedAttempt::call).toList(), text)));
        this.writes = List.copyOf(writes);
        this.text = text;
        this.again = again;
        onComplete(this::completed);
    }

    private static JoinableCall call(Attempt write) {
        return Objects.requireNonNull(write.joinable(), "joinable");
    }

    private static CommandArgs<byte[], byte[]> arguments(List<JoinableCall> calls, boolean text) {
        JoinableCall first = calls.get(0);
        ScriptText script = first.flagged()
                ? first.script().several().flagged()
                : first.script().several().plain();
        int keys = first.keys().size();
        int most = keys + calls.size() * (1 + first.arguments().size());
        CallArguments args = new CallArguments(
                        text ? script.body() : script.sha1(),
                        keys + calls.size() - 1,
                        first.keys().get(0),
                        most)
                .addMore(first.keys().subList(1, keys));
        calls.subList(1, calls.size()).forEach(call -> args.addMore(call.keys().get(0)));
        args.addMore(first.sharedArguments());
        calls.forEach(call -> args.addMore(call.ownArguments()));
        return args.addMore(calls.size());
    }

    List<Attempt> writes() {
        return writes;
    }

    @Override
    public String toString() {
        JoinableCall first = call(writes.get(0));
        String partition = new String(first.keys().get(1), StandardCharsets.UTF_8);
        return writes.size() + " writes in one call of " + first.script().name() + ", " + partition;
    }

    private void completed(@Nullable Object reply, @Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
            return;
        }
        List<?> replies = (List<?>) Objects.requireNonNull(reply, "no reply");
        for (int i = 0; i < writes.size(); i++) {
            answer(writes.get(i), i < replies.size() ? replies.get(i) : null);
        }
    }

    private static void answer(Attempt write, @Nullable Object reply) {
        if (!(reply instanceof List<?> elements) || elements.isEmpty()) {
            write.completeExceptionally(
                    new IllegalStateException("a call for several entities has no reply for one of them"));
        } else if (elements.get(0) instanceof byte[] tag && Arrays.equals(tag, ERROR)) {
            write.completeExceptionally(ExceptionFactory.createExecutionException(message(elements)));
        } else {
            write.complete(elements);
        }
    }

    private static String message(List<?> elements) {
        String message = new String((byte[]) Objects.requireNonNull(elements.get(1)), StandardCharsets.UTF_8);
        return message.startsWith("-") ? message.substring(1) : message;
    }

    private void failed(Throwable failure) {
        if (text || FailureClassifier.classify(failure) != Failure.NOT_CACHED) {
            writes.forEach(write -> write.completeExceptionally(failure));
            return;
        }
        List<Attempt> wanted =
                writes.stream().filter(write -> !write.abandoned()).toList();
        writes.stream().filter(Attempt::abandoned).forEach(write -> write.completeExceptionally(failure));
        if (!wanted.isEmpty()) {
            again.accept(new JoinedAttempt(wanted, true, again));
        }
    }
}

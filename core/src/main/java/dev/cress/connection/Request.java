package dev.cress.connection;

import dev.cress.script.LuaScript;
import dev.cress.write.Durability;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A command as a value: what to send, how to read the reply, and whether sending it twice does harm. Made by {@link Requests}.
 *
 * @param <R> decoded reply
 */
public final class Request<R> {

    private final CommandType command;
    private final CommandArgs<byte[], byte[]> arguments;
    private final Supplier<CommandOutput<byte[], byte[], ?>> output;
    private final Function<Object, R> decoder;
    private final @Nullable ScriptCall<R> script;
    private final boolean idempotent;
    private final boolean writes;
    private final @Nullable Durability durability;

    private Request(
            CommandType command,
            CommandArgs<byte[], byte[]> arguments,
            Supplier<CommandOutput<byte[], byte[], ?>> output,
            Function<Object, R> decoder,
            @Nullable ScriptCall<R> script,
            boolean idempotent,
            boolean writes,
            @Nullable Durability durability) {
        this.command = command;
        this.arguments = arguments;
        this.output = output;
        this.decoder = decoder;
        this.script = script;
        this.idempotent = idempotent;
        this.writes = writes;
        this.durability = durability;
    }

    static <O, R> Request<R> read(
            CommandType command,
            CommandArgs<byte[], byte[]> arguments,
            Supplier<CommandOutput<byte[], byte[], O>> output,
            Function<? super O, ? extends R> decoder) {
        return plain(command, arguments, output, decoder, true);
    }

    /** Whose effect would show twice if it were sent twice. */
    static <O, R> Request<R> effect(
            CommandType command,
            CommandArgs<byte[], byte[]> arguments,
            Supplier<CommandOutput<byte[], byte[], O>> output,
            Function<? super O, ? extends R> decoder) {
        return plain(command, arguments, output, decoder, false);
    }

    @SuppressWarnings("unchecked")
    private static <O, R> Request<R> plain(
            CommandType command,
            CommandArgs<byte[], byte[]> arguments,
            Supplier<CommandOutput<byte[], byte[], O>> output,
            Function<? super O, ? extends R> decoder,
            boolean idempotent) {
        return new Request<>(
                command,
                arguments,
                (Supplier<CommandOutput<byte[], byte[], ?>>) (Supplier<?>) output,
                reply -> decoder.apply((O) reply),
                null,
                idempotent,
                !idempotent,
                null);
    }

    static <R> Request<R> script(
            ScriptCall<R> call,
            Supplier<CommandOutput<byte[], byte[], ?>> output,
            Function<Object, R> decoder,
            boolean idempotent,
            boolean writes) {
        return new Request<>(CommandType.EVALSHA, arguments(), output, decoder, call, idempotent, writes, null);
    }

    /**
     * The same script, of which the caller hears when replicas have said that they have what it wrote, or have not in time.
     *
     * @param asked how many replicas, and how long to wait
     * @return the request
     */
    @SuppressWarnings("unchecked") // a call is decoded by its request
    public Request<Replicated<R>> replicated(Durability asked) {
        return new Request<>(
                command,
                arguments,
                output,
                reply -> {
                    Awaited awaited = (Awaited) reply;
                    return new Replicated<>(decode(awaited.reply()), awaited.replicas());
                },
                (ScriptCall<Replicated<R>>) (ScriptCall<?>) Objects.requireNonNull(script, "a script"),
                idempotent,
                writes,
                asked);
    }

    /**
     * The same request, of whose reply something is made as soon as it arrives.
     *
     * @param function what is made of the decoded reply
     * @param <S> what it makes
     * @return the request
     */
    @SuppressWarnings("unchecked") // a call is decoded by its request
    public <S> Request<S> map(Function<? super R, ? extends S> function) {
        return new Request<>(
                command,
                arguments,
                output,
                reply -> function.apply(decode(reply)),
                (ScriptCall<S>) (ScriptCall<?>) script,
                idempotent,
                writes,
                durability);
    }

    /**
     * The same request, whose reply arrives as another one: for tests in which replies are wrong.
     *
     * @param change from the reply, before it is decoded, to another one
     * @return the changed request
     */
    public Request<R> receiving(UnaryOperator<Object> change) {
        return new Request<>(
                command,
                arguments,
                output,
                reply -> decode(change.apply(reply)),
                script,
                idempotent,
                writes,
                durability);
    }

    /** The same request of another script, which takes the same and replies the same: for tests in which the server's clock is another one. */
    Request<R> calling(LuaScript<R> other) {
        ScriptCall<R> call = Objects.requireNonNull(script, "a script");
        return new Request<>(
                command,
                arguments,
                output,
                decoder,
                new ScriptCall<>(other, call.keys(), call.arguments()),
                idempotent,
                writes,
                durability);
    }

    static CommandArgs<byte[], byte[]> arguments() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    /** {@return the script, empty for a plain command} */
    public Optional<ScriptCall<R>> script() {
        return Optional.ofNullable(script);
    }

    /** {@return whether sending it again does no harm: not of scripts that write, nor of messages} */
    public boolean idempotent() {
        return idempotent;
    }

    /** {@return whether nobody knows what it has done when its reply is lost for good} */
    boolean writes() {
        return writes;
    }

    /** {@return what it is, for messages: the command, or the script's name} */
    public String name() {
        return script == null ? command.toString() : script.script().name();
    }

    /** How many replicas must have what it writes; null for none. */
    @Nullable
    Durability durability() {
        return durability;
    }

    CommandType command() {
        return command;
    }

    CommandArgs<byte[], byte[]> args() {
        return arguments;
    }

    CommandOutput<byte[], byte[], ?> newOutput() {
        return output.get();
    }

    /**
     * Reads a reply, for executors that answer by themselves.
     *
     * @param reply as the driver gives it
     * @return what it says
     */
    public R decode(Object reply) {
        return decoder.apply(reply);
    }

    @Override
    public String toString() {
        return "Request[" + name() + "]";
    }
}

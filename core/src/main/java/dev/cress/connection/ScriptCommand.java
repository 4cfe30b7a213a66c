package dev.cress.connection;

import dev.cress.script.ScriptText;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of a script. Its arguments and its output are made when somebody asks for them: a write that travels in the call of others needs neither. */
final class ScriptCommand extends Command<byte[], byte[], Object> {

    private final ScriptCall<?> call;
    private final ScriptText script;
    private final Supplier<? extends CommandOutput<byte[], byte[], ?>> newOutput;
    private @Nullable CommandArgs<byte[], byte[]> made;

    /**
     * @param type {@code EVAL} to send the text, {@code EVALSHA} to name it
     * @param script the dialect of the script that the server knows
     */
    ScriptCommand(
            CommandType type,
            ScriptCall<?> call,
            ScriptText script,
            Supplier<? extends CommandOutput<byte[], byte[], ?>> newOutput) {
        super(type, null);
        this.call = call;
        this.script = script;
        this.newOutput = newOutput;
    }

    @Override
    public CommandArgs<byte[], byte[]> getArgs() {
        CommandArgs<byte[], byte[]> known = made;
        if (known == null) {
            known = arguments();
            made = known;
            args = known;
        }
        return known;
    }

    private CommandArgs<byte[], byte[]> arguments() {
        int keys = call.keys().size();
        String text = getType() == CommandType.EVAL ? script.body() : script.sha1();
        return keys == 0
                ? withoutKeys(text)
                : new CallArguments(
                                text,
                                keys,
                                call.keys().get(0),
                                keys + call.arguments().size())
                        .addMore(call.keys().subList(1, keys))
                        .addMore(call.arguments());
    }

    private CommandArgs<byte[], byte[]> withoutKeys(String text) {
        CommandArgs<byte[], byte[]> arguments = Request.arguments().add(text).add(0);
        call.arguments().forEach(arguments::add);
        return arguments;
    }

    @Override
    @SuppressWarnings("unchecked") // it is decoded by the request
    public CommandOutput<byte[], byte[], Object> getOutput() {
        if (output == null) {
            output = (CommandOutput<byte[], byte[], Object>) newOutput.get();
        }
        return output;
    }

    @Override
    public void encode(ByteBuf buffer) {
        getArgs();
        super.encode(buffer);
    }
}

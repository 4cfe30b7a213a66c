package dev.cress.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands that are on their way to a connection as one. There the {@link Opener} takes it apart: they get into one buffer, and have one write, one listener for it and one timer among
 * them, which the driver would otherwise have for each.
 *
 * <p><b>Failure</b> what fails the batch fails each command without a reply. A write that fails does not tell which of them the server has got before; so only what may be repeated travels like this.
 */
final class RepeatableBatch extends AsyncCommand<byte[], byte[], String> {

    private final List<RepeatableAttempt> commands;
    private final AtomicInteger unanswered;

    /** @param commands at least one */
    RepeatableBatch(List<RepeatableAttempt> commands) {
        super(new Command<>(commands.get(0).getType(), new StatusOutput<>(ByteArrayCodec.INSTANCE)));
        this.commands = commands;
        this.unanswered = new AtomicInteger(commands.size());
        commands.forEach(command -> command.onComplete((reply, failure) -> answered()));
    }

    private void answered() {
        if (unanswered.decrementAndGet() == 0) {
            complete("");
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        commands.forEach(command -> command.completeExceptionally(failure));
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        commands.forEach(command -> command.cancel(mayInterruptIfRunning));
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public void encode(ByteBuf buffer) {
        throw new IllegalStateException("a batch is to be opened before it is written");
    }

    /** Takes batches apart on their way to a connection. */
    @Sharable
    static final class Opener extends ChannelOutboundHandlerAdapter {

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // it is the promise
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            context.write(message instanceof RepeatableBatch batch ? batch.open() : message, promise);
        }
    }

    private Collection<RepeatableAttempt> open() {
        return commands;
    }
}

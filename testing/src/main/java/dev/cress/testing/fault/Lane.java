package dev.cress.testing.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: delivers frames in order, or does to one of them what a fault says. All on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails is one of the faults
final class Lane {

    private static final int PIECES = 8;

    private final Channel out;
    private final Runnable reset;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private boolean paused;
    private boolean silent;
    private boolean finished;

    private record Item(ByteBuf frame, @Nullable NetworkFault fault) {}

    Lane(Channel out, Runnable reset) {
        this.out = out;
        this.reset = reset;
    }

    void deliver(ByteBuf frame, @Nullable NetworkFault fault) {
        waiting.add(new Item(frame, fault));
        proceed();
    }

    /** Nothing more will come: the other side hears so, once everything has been delivered. */
    void finish() {
        finished = true;
        proceed();
    }

    private void proceed() {
        while (!paused && !waiting.isEmpty()) {
            Item item = waiting.remove();
            if (silent) {
                item.frame().release();
            } else if (item.fault() == null) {
                out.writeAndFlush(item.frame(), out.voidPromise());
            } else {
                harm(item.frame(), item.fault());
            }
        }
        if (finished && !paused && !silent) {
            out.flush().close();
        }
    }

    private void harm(ByteBuf frame, NetworkFault fault) {
        switch (fault.kind()) {
            case DROP -> {
                frame.release();
                silent = true;
                out.eventLoop().schedule(reset, fault.duration().toNanos(), TimeUnit.NANOSECONDS);
            }
            case RESET -> {
                frame.release();
                silent = true;
                reset.run();
            }
            case TEAR -> {
                silent = true;
                frame.writerIndex(frame.readerIndex() + frame.readableBytes() / 2);
                out.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
            }
            case DELAY -> pause(fault.duration().toNanos(), () -> out.writeAndFlush(frame, out.voidPromise()));
            case SPLIT -> split(frame, Math.max(1, frame.readableBytes() / PIECES));
        }
    }

    private void split(ByteBuf frame, int size) {
        out.writeAndFlush(frame.readRetainedSlice(Math.min(size, frame.readableBytes())), out.voidPromise());
        if (frame.isReadable()) {
            pause(TimeUnit.MILLISECONDS.toNanos(1), () -> split(frame, size));
        } else {
            frame.release();
        }
    }

    private void pause(long nanos, Runnable then) {
        paused = true;
        out.eventLoop()
                .schedule(
                        () -> {
                            paused = false;
                            then.run();
                            proceed();
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    /** Ends a connection so that the other side sees it reset. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}

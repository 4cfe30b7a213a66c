package dev.cress.connection;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.Executor;

/**
 * Runs what an I/O thread of the driver asks for on that thread, once it has taken in all that has arrived, and what others ask for on another thread. Whoever goes on with a reply pays for no change
 * of threads then, and what the replies of one reading lead to has gathered.
 */
final class AfterReading implements Executor {

    private static final FastThreadLocal<Executor> LOOPS = new FastThreadLocal<>();

    private final Executor others;

    /** @param others runs what other threads ask for */
    AfterReading(Executor others) {
        this.others = others;
    }

    /** Learns which threads are I/O threads. */
    static NettyCustomizer customizer() {
        return new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                Executor loop = channel.eventLoop();
                channel.eventLoop().execute(() -> LOOPS.set(loop));
            }
        };
    }

    @Override
    public void execute(Runnable task) {
        Executor loop = LOOPS.getIfExists();
        (loop == null ? others : loop).execute(task);
    }
}

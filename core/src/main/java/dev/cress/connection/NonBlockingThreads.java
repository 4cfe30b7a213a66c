package dev.cress.connection;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import reactor.core.scheduler.NonBlocking;

/** Threads on which {@code block()} fails with a clear message instead of hanging the connection that would have to deliver the reply. */
final class NonBlockingThreads extends DefaultThreadFactory {

    NonBlockingThreads(String poolName) {
        super("cress-" + poolName, true);
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
        return new NonBlockingThread(threadGroup, task, name);
    }

    private static final class NonBlockingThread extends FastThreadLocalThread implements NonBlocking {

        NonBlockingThread(ThreadGroup group, Runnable task, String name) {
            super(group, task, name);
        }
    }
}

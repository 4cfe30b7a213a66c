package dev.cress.connection;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Tells BlockHound, where it is installed, of locks inside Lettuce, Netty and the queue of Reactor's timers that are held for moments only. Threads of the driver count as non-blocking here,
 * so that {@code block()} in a callback fails; these locks would then fail too, and an error thrown out of the middle of the allocator leaves a connection without its read buffer, or with replies
 * that reach the wrong command; one thrown out of a lock's queue leaves the lock shut for good, and all timers of its thread with it.
 */
public final class DriverLocks implements BlockHoundIntegration {

    private static final String ALLOCATOR = "io.netty.buffer.AdaptivePoolingAllocator";
    private static final String NODES = "io.lettuce.core.cluster.PooledClusterConnectionProvider";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(ALLOCATOR, "allocate")
                .allowBlockingCallsInside(ALLOCATOR + "$MagazineGroup", "allocate")
                .allowBlockingCallsInside(ALLOCATOR + "$Magazine", "free")
                .allowBlockingCallsInside(ALLOCATOR + "$AdaptiveByteBuf", "deallocate")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                .allowBlockingCallsInside(NODES, "getWriteConnection")
                .allowBlockingCallsInside(NODES, "resetFastConnectionCache")
                .allowBlockingCallsInside(NODES, "setPartitions")
                .allowBlockingCallsInside(NODES + "$NodeConnectionPostProcessor", "lambda$apply$4")
                .allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove")
                .allowBlockingCallsInside("io.lettuce.core.internal.AbstractInvocationHandler$MethodTranslator", "of");
    }
}

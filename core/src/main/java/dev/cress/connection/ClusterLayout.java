package dev.cress.connection;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Which master has which slot, as it was read last. Who sees that it is wrong has it read again. */
final class ClusterLayout {

    /** Between two readings: a master that has just got a slot may not have told all others yet. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Between two readings because a node does not answer: it may be away for long, and many clients ask. */
    private static final Duration PAUSE_OF_SILENCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterLayout.class);

    private final Mono<Void> reader;
    private final Partitions nodes;
    private final LongSupplier nanoTime;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private volatile long lastRead;
    private volatile boolean closed;

    /**
     * @param reader reads the layout, each time anew
     * @param nodes what it has read
     * @param nanoTime tells how long ago that was
     */
    ClusterLayout(Mono<Void> reader, Partitions nodes, LongSupplier nanoTime) {
        this.reader = reader;
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.lastRead = nanoTime.getAsLong() - PAUSE_OF_SILENCE.toNanos();
    }

    /** The master of a slot; null when no node serves it, as far as it is known. */
    @Nullable
    RedisClusterNode nodeOf(int slot) {
        return nodes.getMasterBySlot(slot);
    }

    /** The master of a slot. */
    NodeAddress masterOf(int slot) {
        RedisClusterNode master = nodeOf(slot);
        if (master == null) {
            unanswered();
            throw new NotSentException("slot " + slot + " is served by no node");
        }
        return NodeAddress.of(master);
    }

    /** The node that a redirection names, perhaps by another of its names. */
    NodeAddress named(Redirect redirect) {
        if (redirect.kind() == Redirect.Kind.MOVED) {
            refresh();
        }
        RedisClusterNode node =
                nodes.getPartition(redirect.node().host(), redirect.node().port());
        if (node == null) {
            refresh();
            throw new NotSentException(redirect.node() + " is not known as a node of the cluster yet");
        }
        return NodeAddress.of(node);
    }

    /** Has the layout read again if no node answers the command: another one may have taken the place of the one that was asked. */
    void watch(Attempt command) {
        command.onComplete((reply, failure) -> {
            if (failure != null && unanswered(failure)) {
                unanswered();
            }
        });
    }

    private static boolean unanswered(Throwable failure) {
        Failure meaning = FailureClassifier.classify(failure);
        return (meaning == Failure.NOT_APPLIED || meaning == Failure.UNKNOWN)
                && !(failure instanceof RedisCommandExecutionException);
    }

    /** A node does not answer: has the layout read again, unless that has been done within a second. */
    void unanswered() {
        readAfter(PAUSE_OF_SILENCE);
    }

    /** Has the layout read again, unless that is under way or has just been done. */
    void refresh() {
        readAfter(PAUSE);
    }

    private void readAfter(Duration pause) {
        if (nanoTime.getAsLong() - lastRead >= pause.toNanos() && reading.compareAndSet(false, true)) {
            read();
        }
    }

    private void read() {
        (closed ? Mono.<Void>empty() : reader)
                .doFinally(end -> {
                    lastRead = nanoTime.getAsLong();
                    reading.set(false);
                    endIfClosed();
                })
                .subscribe(done -> {}, failure -> LOG.debug("the layout of the cluster was not read", failure));
    }

    /** Has it read no more; completes once nobody does. */
    Mono<Void> closeLater() {
        return Mono.defer(() -> {
            closed = true;
            endIfClosed();
            return over.asMono();
        });
    }

    private void endIfClosed() {
        if (closed && !reading.get()) {
            over.tryEmitEmpty();
        }
    }
}

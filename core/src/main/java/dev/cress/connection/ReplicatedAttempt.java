package dev.cress.connection;

import dev.cress.write.Durability;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One sending of a write that replicas must have: its outcome is complete when {@code WAIT} was answered too. */
final class ReplicatedAttempt extends Attempt {

    private final byte[] key;
    private final Durability durability;
    private final BooleanSupplier late;
    private volatile @Nullable WaitForReplicas wait;

    /**
     * @param command the write
     * @param abandoned whether its caller has gone away
     * @param key chooses the node
     * @param durability what is asked for
     * @param late whether it is too late to send it
     * @param redirect where a server has sent it on; null for where its key belongs
     */
    ReplicatedAttempt(
            RedisCommand<byte[], byte[], Object> command,
            BooleanSupplier abandoned,
            byte[] key,
            Durability durability,
            BooleanSupplier late,
            @Nullable Redirect redirect) {
        super(command, abandoned, null, redirect);
        this.key = key;
        this.durability = durability;
        this.late = late;
    }

    byte[] key() {
        return key;
    }

    Durability durability() {
        return durability;
    }

    boolean late() {
        return late.getAsBoolean();
    }

    /** Says, before it leaves, which question follows it. */
    void followedBy(WaitForReplicas question) {
        wait = question;
    }

    @Override
    void onOutcome(BiConsumer<@Nullable Object, @Nullable Throwable> listener) {
        onComplete((reply, failure) -> {
            if (failure != null) {
                listener.accept(null, failure);
                return;
            }
            Object written = Objects.requireNonNull(reply, "no reply");
            Objects.requireNonNull(wait, "a reply before it left")
                    .onComplete((count, unknown) -> listener.accept(
                            new Awaited(written, unknown == null ? Math.toIntExact(count) : 0, unknown), null));
        });
    }
}

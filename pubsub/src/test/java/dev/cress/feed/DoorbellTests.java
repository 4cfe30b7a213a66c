package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.RedisConnections;
import dev.cress.connection.RedisExecutor;
import dev.cress.error.RedisUnavailableException;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class DoorbellTests {

    @Test
    void registersNobodyWhoGivesUpBeforeItIsSubscribed() {
        Doorbell doorbell = doorbell(Mono.never());

        for (int i = 0; i < 10; i++) {
            doorbell.listen(partition -> {}).subscribe().dispose();
        }

        assertThat(readers(doorbell)).isEmpty();
    }

    @Test
    void registersReadersWithoutAConnectionTooAndForgetsThemWhenDisposedOf() {
        Doorbell doorbell = doorbell(Mono.error(new RedisUnavailableException("down", null)));

        Disposable first = doorbell.listen(partition -> {}).block();
        Disposable second = doorbell.listen(partition -> {}).block();
        assertThat(readers(doorbell)).hasSize(2);
        first.dispose();
        second.dispose();

        assertThat(readers(doorbell)).isEmpty();
    }

    @Test
    void opensNothingBeforeSomebodyListens() {
        doorbell(Mono.defer(() -> {
                    throw new AssertionError("opened");
                }))
                .listen(partition -> {});
    }

    private static Doorbell doorbell(Mono<StatefulRedisPubSubConnection<byte[], byte[]>> connection) {
        return new Doorbell(
                new RedisConnections() {
                    @Override
                    public RedisExecutor executor() {
                        throw new AssertionError("no request is needed");
                    }

                    @Override
                    public boolean cluster() {
                        return false;
                    }

                    @Override
                    public Mono<StatefulRedisPubSubConnection<byte[], byte[]>> openPubSub() {
                        return connection;
                    }

                    @Override
                    public Mono<Void> closeLater() {
                        return Mono.empty();
                    }
                },
                "bell");
    }

    static Set<?> readers(Doorbell doorbell) {
        try {
            java.lang.reflect.Field field = Doorbell.class.getDeclaredField("readers");
            field.setAccessible(true);
            return (Set<?>) field.get(doorbell);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

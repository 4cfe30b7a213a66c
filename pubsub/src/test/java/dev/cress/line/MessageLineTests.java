package dev.cress.line;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.Topic;
import dev.cress.error.AccessDeniedException;
import dev.cress.error.RedisUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class MessageLineTests {

    private static final Topic ORDERS = Topic.channel("orders");
    private static final Topic RETURNS = Topic.channel("returns");

    private final FakeConnections connections = new FakeConnections();
    private final MessageLine line = MessageLine.near(connections, "orders");

    /** Keeps what it hears. */
    private static class Ear implements LineReceiver {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void connected() {
            heard.add("connected");
        }

        @Override
        public void message(String channel, byte[] payload) {
            heard.add(channel + "=" + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void failed(Throwable failure) {
            heard.add(failure.getClass().getSimpleName());
        }
    }

    @Test
    void opensNothingBeforeSomebodyListens() {
        assertThat(connections.opened).isEmpty();
    }

    @Test
    void sharesOneConnectionAndTellsEachOfItsTopicOnly() {
        Ear orders = new Ear();
        Ear alsoOrders = new Ear();
        Ear returns = new Ear();
        line.listen(ORDERS, orders);
        line.listen(RETURNS, returns);
        line.listen(ORDERS, alsoOrders);

        connections.last().deliver(ORDERS, "1");
        connections.last().deliver(RETURNS, "2");

        assertThat(connections.opened).hasSize(1);
        assertThat(connections.last().topics).containsExactlyInAnyOrder(ORDERS, RETURNS);
        assertThat(orders.heard).containsExactly("connected", "orders=1");
        assertThat(alsoOrders.heard).containsExactly("connected", "orders=1");
        assertThat(returns.heard).containsExactly("connected", "returns=2");
    }

    @Test
    void endsASubscriptionWithItsLastListenerAndTheConnectionWithTheLastOfAll() {
        Disposable first = line.listen(ORDERS, new Ear());
        Disposable second = line.listen(ORDERS, new Ear());
        Disposable third = line.listen(RETURNS, new Ear());

        first.dispose();
        first.dispose();
        assertThat(connections.last().topics).containsExactlyInAnyOrder(ORDERS, RETURNS);
        second.dispose();
        assertThat(connections.last().topics).containsExactly(RETURNS);
        assertThat(connections.last().closed).isFalse();
        third.dispose();
        assertThat(connections.last().closed).isTrue();
    }

    @Test
    void replacesALostConnectionAndSaysSo() {
        Ear ear = new Ear();
        line.listen(ORDERS, ear);
        FakeConnections.Line lost = connections.last();
        lost.deliver(ORDERS, "1");
        lost.listener.lost();
        lost.listener.lost();
        await("another connection", () -> connections.opened.size() == 2 && ear.heard.size() == 3);
        lost.deliver(ORDERS, "from the dead");
        lost.listener.lost();
        connections.last().deliver(ORDERS, "2");

        assertThat(lost.closed).isTrue();
        assertThat(connections.opened).hasSize(2);
        assertThat(ear.heard).containsExactly("connected", "orders=1", "connected", "orders=2");
    }

    @Test
    void replacesAConnectionThatIsLostWhileItIsOpened() {
        Sinks.Empty<Void> open = Sinks.empty();
        connections.beforeOpen = open::asMono;
        Ear ear = new Ear();
        line.listen(ORDERS, ear);
        connections.beforeOpen = Mono::empty;
        connections.onSubscribe = () -> {
            connections.onSubscribe = Mono::empty;
            return Mono.error(new IllegalStateException("lost"));
        };
        open.tryEmitEmpty();

        await("a connection", () -> ear.heard.contains("connected"));
        assertThat(connections.opened).hasSize(2);
        assertThat(connections.opened.get(0).closed).isTrue();
    }

    @Test
    void triesAgainUntilThereIsAConnection() {
        connections.beforeOpen = new java.util.function.Supplier<>() {
            private int attempts;

            @Override
            public Mono<Void> get() {
                return ++attempts < 5 ? Mono.error(new RedisUnavailableException("down", null)) : Mono.empty();
            }
        };
        Ear ear = new Ear();
        line.listen(ORDERS, ear);

        await("a connection", () -> ear.heard.contains("connected"));
        assertThat(ear.heard).containsExactly("connected");
    }

    @Test
    void failsWhereTryingAgainIsOfNoUse() {
        connections.onSubscribe = () -> Mono.error(new AccessDeniedException("no", null));
        Ear denied = new Ear();
        line.listen(ORDERS, denied);
        assertThat(denied.heard).containsExactly("AccessDeniedException");

        connections.onSubscribe = Mono::empty;
        Ear ear = new Ear();
        line.listen(ORDERS, ear);
        await("a connection", () -> ear.heard.contains("connected"));
        connections.closed = true;
        connections.last().listener.lost();
        assertThat(ear.heard).containsExactly("connected", "RedisUnavailableException");
    }

    @Test
    void forgetsWhoGivesUpWhileItIsOpened() {
        Sinks.Empty<Void> open = Sinks.empty();
        connections.beforeOpen = open::asMono;
        Ear ear = new Ear();
        line.listen(ORDERS, ear).dispose();
        open.tryEmitEmpty();

        assertThat(connections.last().closed).isTrue();
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void goesOnWhenAListenerThrows() {
        Ear ear = new Ear();
        line.listen(RETURNS, new Ear() {
            @Override
            public void message(String channel, byte[] payload) {
                throw new IllegalStateException("broken");
            }
        });
        line.listen(ORDERS, ear);
        connections.last().deliver(RETURNS, "1");
        connections.last().deliver(ORDERS, "2");

        assertThat(ear.heard).containsExactly("connected", "orders=2");
    }
}

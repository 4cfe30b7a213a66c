package dev.cress.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The node of a channel is the first letter of its name. */
class MessageLinesTests {

    private final FakeConnections connections = new FakeConnections();
    private final MessageLines lines = new MessageLines(connections);
    private final List<String> heard = new ArrayList<>();

    private final LineReceiver ear = new LineReceiver() {
        @Override
        public void connected() {
            heard.add("connected");
        }

        @Override
        public void message(String channel, byte[] payload) {
            heard.add(channel);
        }

        @Override
        public void failed(Throwable failure) {
            heard.add(failure.toString());
        }
    };

    private void listen(Topic... topics) {
        Stream.of(topics).forEach(topic -> lines.listen(topic, ear));
    }

    @Test
    void opensOneConnectionToEachNode() {
        listen(Topic.channel("a1"), Topic.channel("b1"), Topic.channel("a2"), Topic.pattern("a*"));

        assertThat(connections.opened).hasSize(2);
        assertThat(connections.opened.get(0).topics)
                .containsExactlyInAnyOrder(Topic.channel("a1"), Topic.channel("a2"), Topic.pattern("a*"));
        assertThat(connections.opened.get(1).topics).containsExactly(Topic.channel("b1"));
        connections.opened.get(1).deliver(Topic.channel("b1"), "");
        assertThat(heard).containsExactly("connected", "connected", "connected", "connected", "b1");
    }

    /** The slot of a sharded channel may move alone; then its connection is of no more use to it, but to others. */
    @Test
    void opensAConnectionForEachShardedChannel() {
        listen(Topic.shard("a1"), Topic.shard("a2"), Topic.shard("a1"), Topic.channel("a1"));

        assertThat(connections.opened).hasSize(3);
    }

    @Test
    void forgetsAShardedChannelToWhichNobodyListens() {
        Disposable first = lines.listen(Topic.shard("a1"), ear);
        Disposable other = lines.listen(Topic.shard("a2"), ear);
        first.dispose();
        assertThat(lines.count()).isEqualTo(1);
        other.dispose();
        assertThat(lines.count()).isZero();

        lines.listen(Topic.shard("a1"), ear);
        first.dispose(); // again
        connections.last().deliver(Topic.shard("a1"), "");
        assertThat(heard).endsWith("a1");
        assertThat(lines.count()).isEqualTo(1);
    }
}

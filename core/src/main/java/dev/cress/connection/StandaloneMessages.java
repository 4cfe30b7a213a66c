package dev.cress.connection;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import reactor.core.publisher.Mono;

/** All messages are heard at the one server. */
record StandaloneMessages(RedisClient client, RedisURI uri) implements MessageNodes {

    @Override
    public String node(String channel) {
        return "";
    }

    @Override
    public Mono<StatefulRedisPubSubConnection<byte[], byte[]>> connect(String channel) {
        return LettuceConnector.from(() -> client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri));
    }

    @Override
    public Mono<Void> closeLater() {
        return LettuceConnector.shutdown(client);
    }
}

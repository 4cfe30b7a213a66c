package dev.cress.connection;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.ThreadFactoryProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How Lettuce is set up. A lost connection fails its commands instead of replaying them: a replayed script would run twice, without a word.
 */
final class LettuceProfile {

    /** However long a server was away, it is found when it is back; clients that have lost it together do not come back together. */
    private static final Duration LONGEST_RECONNECT_PAUSE = Duration.ofSeconds(1);

    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(15);

    /** On the connections of what is sent on: pairs of all roles, also of as many commands as have just taken the places of those. */
    private static final int MOST_TOGETHER = 8;

    /** What is taken in before anything is sent: with more, the server has nothing to do meanwhile. */
    static final int READ_BYTES = 16_384;

    private LettuceProfile() {}

    static ClientResources resources() {
        ThreadFactoryProvider threads = NonBlockingThreads::new;
        return ClientResources.builder()
                .threadFactoryProvider(threads)
                .reconnectDelay(Delay.fullJitter(Duration.ZERO, LONGEST_RECONNECT_PAUSE, 1, TimeUnit.MILLISECONDS))
                .nettyCustomizer(customizer())
                .build();
    }

    private static NettyCustomizer customizer() {
        RepeatableBatch.Opener opener = new RepeatableBatch.Opener();
        return new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                AfterReading.learn(channel.eventLoop());
                readLittle(channel.config());
                channel.pipeline().addLast(opener);
            }
        };
    }

    private static void readLittle(ChannelConfig config) {
        config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1));
    }

    static ClientOptions standalone(ConnectionOptions options) {
        return common(ClientOptions.builder(), options).build();
    }

    /** Each topic is asked for by a command of its own, all at once when a connection was lost: they are bounded by who listens. */
    static ClientOptions messages(ConnectionOptions options) {
        return common(ClientOptions.builder(), options)
                .requestQueueSize(Integer.MAX_VALUE)
                .build();
    }

    static ClusterClientOptions cluster(ConnectionOptions options) {
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
        common(builder, options);
        return builder.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                        .build())
                .build();
    }

    private static ClientOptions.Builder common(ClientOptions.Builder builder, ConnectionOptions options) {
        return builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .autoReconnect(true)
                .requestQueueSize(
                        options.queueLimit() + MOST_TOGETHER * (options.writesInFlight() + options.readsInFlight()))
                .timeoutOptions(timeouts(options.commandTimeout()))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(options.operationDeadline())
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .tcpUserTimeout(TcpUserTimeoutOptions.builder()
                                .enable(EpollProvider.isAvailable() || IOUringProvider.isAvailable())
                                .tcpUserTimeout(options.commandTimeout().multipliedBy(2))
                                .build())
                        .build());
    }

    /** The server takes its time for a {@code WAIT}. */
    private static TimeoutOptions timeouts(Duration commandTimeout) {
        return TimeoutOptions.builder()
                .timeoutCommands()
                .timeoutSource(new TimeoutOptions.TimeoutSource() {
                    @Override
                    public long getTimeout(RedisCommand<?, ?, ?> command) {
                        long own = command instanceof WaitForReplicas wait ? wait.millis() : 0;
                        return commandTimeout.toMillis() + own;
                    }
                })
                .build();
    }
}

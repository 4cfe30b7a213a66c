package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.local.LocalChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LettuceProfileTests {

    private final ClientResources resources = LettuceProfile.resources();
    private final Delay pauses = resources.reconnectDelay();

    @AfterEach
    void close() {
        LettuceConnector.shutdown(resources).block(Duration.ofSeconds(10));
    }

    @Test
    void triesToConnectAgainAtOnceAndThenAsOftenAsAServerBears() {
        assertThat(pauses.createDelay(1)).isZero();
        for (int attempt = 2; attempt <= 6; attempt++) {
            assertThat(pauses.createDelay(attempt)).isBetween(Duration.ofMillis(1), Duration.ofMillis(32));
        }
        assertThat(IntStream.rangeClosed(1, 100).mapToObj(pauses::createDelay).reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(Duration.ofSeconds(44));
    }

    @Test
    void neverWaitsLongerThanASecondAndNotAllClientsForTheSameTime() {
        for (int attempt : new int[] {12, 20, 62, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
            assertThat(pauses.createDelay(attempt)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        }
        assertThat(IntStream.range(0, 100)
                        .mapToObj(client -> pauses.createDelay(100))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void takesInLittleBeforeItSends() {
        EventLoop io = new DefaultEventLoop();
        Channel channel = new LocalChannel();
        try {
            io.register(channel).syncUninterruptibly();

            resources.nettyCustomizer().afterChannelInitialized(channel);

            MaxMessagesRecvByteBufAllocator reads = channel.config().getRecvByteBufAllocator();
            assertThat(reads.maxMessagesPerRead()).isOne();
            assertThat(reads.newHandle().guess()).isEqualTo(LettuceProfile.READ_BYTES);
        } finally {
            channel.close().syncUninterruptibly();
            io.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}

package dev.cress.feed;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.channel.ChannelOptions;
import dev.cress.channel.Channels;
import dev.cress.error.RedisUnavailableException;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A context that is closed ends what is open with one error each, and says nothing else. */
@RedisTest
@Isolated("hears what is logged by all")
class CloseIT {

    interface Accounts extends ReactiveRepository<Account, String>, Queryable<Account>, ChangeFeed<Account> {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final String namespace;
    private final Map<String, Throwable> ends = new ConcurrentHashMap<>();
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();

    CloseIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    /** What is logged from here on, from WARN on, by threads of this namespace's context or by nobody else's. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            boolean ours = event.getLoggerName().startsWith("dev.cress")
                    || event.getLoggerName().startsWith("reactor.");
            if (ours && event.getLevel().isGreaterOrEqual(Level.WARN)) {
                lines.add(event.getLoggerName() + ": " + event.getFormattedMessage());
            }
        }
    }

    private void open(String name, Flux<?> stream) {
        begun.put(name, 0);
        stream.subscribe(
                signal -> begun.merge(name, 1, Integer::sum),
                failure -> ends.put(name, failure),
                () -> ends.put(name, new AssertionError("completed")));
    }

    @Test
    void endsEverythingOnceAndQuietly() {
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .partitions(2)
                        .build())
                .block();
        Accounts accounts = cress.repository(Accounts.class);
        Channels channels = Channels.of(cress);
        open("feed", accounts.feed().signals());
        open(
                "live",
                accounts.live(
                        accounts.query().orderBy(Account::balance).ascending().limit(3)));
        GroupOptions options =
                GroupOptions.builder().lease(Duration.ofMillis(600)).build();
        open("group", accounts.group("billing", options).run(delivery -> Mono.never()));
        open("channel", channels.channel("news", ChannelOptions.bytes()).signals());
        open("durable", channels.durable("kept", ChannelOptions.bytes(), 10).signals());
        await("the beginning of all", () -> begun.values().stream().allMatch(signals -> signals > 0));

        Log log = new Log();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            cress.closeLater().block(PATIENCE);
            await("the end of all", () -> ends.size() == 5);
            LockSupport.parkNanos(200_000_000); // what comes after the end
        } finally {
            root.detachAppender(log);
        }
        assertThat(ends)
                .allSatisfy((name, end) -> assertThat(end).as(name).isInstanceOf(RedisUnavailableException.class));
        assertThat(log.lines).isEmpty();
    }
}

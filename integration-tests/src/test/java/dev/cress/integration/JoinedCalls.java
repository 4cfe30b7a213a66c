package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** How many calls carry several writes: by what connections say when they send one. A run in which writes never meet would prove nothing of those that do. */
final class JoinedCalls {

    private static final Pattern CALL = Pattern.compile("(\\d+) writes in one call of (\\S+), ([^:]+):.*");
    private static final JoinedCalls ALL = new JoinedCalls();

    /** By script and namespace. */
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    private JoinedCalls() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.cress.connection.ConnectionWriter");
        AppenderBase<ILoggingEvent> counter = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                Matcher call = CALL.matcher(event.getFormattedMessage());
                if (call.matches()) {
                    count(call.group(2), call.group(3)).incrementAndGet();
                }
            }
        };
        counter.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        counter.start();
        logger.addAppender(counter);
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
    }

    /** From now on they are counted. */
    static JoinedCalls counted() {
        return ALL;
    }

    void requireSome(String namespace, String... scripts) {
        for (String script : scripts) {
            assertThat(count(script, namespace))
                    .as("calls of %s for several entities of %s", script, namespace)
                    .hasPositiveValue();
        }
    }

    private AtomicInteger count(String script, String namespace) {
        return calls.computeIfAbsent(script + " " + namespace, key -> new AtomicInteger());
    }
}

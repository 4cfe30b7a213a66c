package dev.cress.channel;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * A place in a durable channel: that of the last message read.
 *
 * @param time milliseconds, 0 before the first
 * @param number dense number of the message, 0 before the first
 */
record StreamPosition(long time, long number) {

    static final StreamPosition BEGINNING = new StreamPosition(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    static StreamPosition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("this is no position in a durable channel");
        }
        return new StreamPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    static StreamPosition of(StreamEntry entry) {
        return new StreamPosition(entry.time(), entry.sequence());
    }

    static Mono<StreamPosition> last(RedisExecutor executor, byte[] stream) {
        return executor.execute(Role.FEED, StreamRequests.lastEntry(stream))
                .map(entries -> entries.isEmpty() ? BEGINNING : of(entries.get(0)));
    }

    @Override
    public String toString() {
        return time + "-" + number;
    }
}

package dev.cress.channel;

import dev.cress.channel.ChannelSignal.Cause;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.line.Wakeup;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Reads a durable channel from a place on, by demand. For one subscription.
 *
 * <p><b>Gaps</b> Messages are numbered densely: a number left out was trimmed; one that does not grow, or a last entry before the place, means that the stream was rewound, and what it
 * has is read from its beginning.
 */
final class StreamReader<T> implements BatchSource<ChannelSignal<T>> {

    private static final int PAGE = 256;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final RedisExecutor executor;
    private final byte[] stream;
    private final Wakeup wakeup;
    private final ArrivalReader<T> reader;
    private final String channel;
    private StreamPosition position;
    private boolean fromBeginning;
    private boolean begun;
    private boolean exhausted;

    StreamReader(
            RedisExecutor executor,
            byte[] stream,
            StreamStart start,
            Wakeup wakeup,
            ArrivalReader<T> reader,
            String channel) {
        this.executor = executor;
        this.stream = stream;
        this.position = start.position();
        this.fromBeginning = start.fromBeginning();
        this.wakeup = wakeup;
        this.reader = reader;
        this.channel = channel;
    }

    @Override
    public Mono<Batch<ChannelSignal<T>>> next(long demand) {
        if (!begun) {
            begun = true;
            return Mono.just(batch(List.of(new ChannelSignal.Subscribed<>(position.toString()))));
        }
        if (exhausted) {
            exhausted = false;
            return wakeup.await(POLL_INTERVAL).flatMap(rung -> rung ? read(demand) : look());
        }
        return read(demand);
    }

    private Mono<Batch<ChannelSignal<T>>> read(long demand) {
        wakeup.clear();
        int count = (int) Math.min(PAGE, demand);
        return executor.execute(
                        Role.FEED, StreamRequests.entriesAfter(stream, position.time(), position.number(), count))
                .map(entries -> {
                    exhausted = entries.size() < count;
                    return batch(signals(entries));
                });
    }

    /** A rewound stream has nothing to read after the place for as long as its clock is behind. */
    private Mono<Batch<ChannelSignal<T>>> look() {
        return StreamPosition.last(executor, stream).map(last -> {
            exhausted = last.equals(position);
            boolean behind = last.number() < position.number() || last.time() < position.time();
            return batch(behind ? List.of(rewind()) : List.of());
        });
    }

    private List<ChannelSignal<T>> signals(List<StreamEntry> entries) {
        List<ChannelSignal<T>> signals = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries) {
            StreamPosition next = StreamPosition.of(entry);
            if (next.number() <= position.number()) {
                exhausted = false;
                signals.add(rewind());
                return signals;
            }
            long missing = next.number() - position.number() - 1;
            if (missing > 0 && !fromBeginning) {
                signals.add(gap(Cause.TRIMMED, missing));
            }
            position = next;
            fromBeginning = false;
            ChannelSignal<T> message = reader.read(channel, entry.fields().get(1), next.toString());
            if (message != null) {
                signals.add(message);
            }
        }
        return signals;
    }

    private ChannelSignal<T> rewind() {
        position = StreamPosition.BEGINNING;
        fromBeginning = true;
        return gap(Cause.REWOUND, 0);
    }

    private ChannelSignal<T> gap(Cause cause, long missing) {
        reader.meters().gap(Set.of(cause));
        return new ChannelSignal.Gap<>(Set.of(cause), missing);
    }

    /**
     * Where to begin.
     *
     * @param position after which
     * @param fromBeginning whether nothing is missing before the first message that is kept
     */
    record StreamStart(StreamPosition position, boolean fromBeginning) {}

    private Batch<ChannelSignal<T>> batch(List<ChannelSignal<T>> signals) {
        return new Batch<>(signals, false);
    }
}

package dev.cress.channel;

import dev.cress.channel.Arrival.Missing;
import dev.cress.channel.Arrival.Raw;
import dev.cress.connection.Topic;
import dev.cress.line.LineReceiver;
import dev.cress.line.MessageLines;
import dev.cress.metric.Meters;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One subscription: takes what arrives on the line's thread, and hands it on by demand on a thread of its own choice, so that nobody waits for its subscriber.
 */
final class ChannelSubscriber<T> implements LineReceiver {

    private final FluxSink<ChannelSignal<T>> sink;
    private final ArrivalReader<T> reader;
    private final ArrivalBuffer buffer;
    private final Scheduler.Worker worker = Schedulers.parallel().createWorker();
    private final Disposable.Swap registration = Disposables.swap();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    private ChannelSubscriber(FluxSink<ChannelSignal<T>> sink, ArrivalReader<T> reader, Overflow overflow) {
        this.sink = sink;
        this.reader = reader;
        this.buffer = new ArrivalBuffer(overflow, reader.meters());
    }

    static <T> void start(
            FluxSink<ChannelSignal<T>> sink,
            MessageLines lines,
            Topic topic,
            ArrivalReader<T> reader,
            Overflow overflow) {
        ChannelSubscriber<T> subscriber = new ChannelSubscriber<>(sink, reader, overflow);
        sink.onRequest(n -> subscriber.schedule());
        Meters.Reading waiting = reader.meters().waiting(subscriber.buffer::messages);
        sink.onDispose(Disposables.composite(subscriber.registration, subscriber.worker, waiting::end));
        subscriber.registration.update(lines.listen(topic, subscriber));
    }

    @Override
    public void connected() {
        buffer.connected();
        schedule();
    }

    @Override
    public void message(String channel, byte[] payload) {
        if (!buffer.offer(channel, payload)) {
            registration.dispose();
        }
        schedule();
    }

    @Override
    public void failed(Throwable reason) {
        failure = reason;
        schedule();
    }

    private void schedule() {
        if (drains.getAndIncrement() == 0 && !worker.isDisposed()) {
            worker.schedule(this::drain);
        }
    }

    private void drain() {
        int seen = 1;
        do {
            emit();
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private void emit() {
        while (!sink.isCancelled() && sink.requestedFromDownstream() > 0) {
            Arrival next = buffer.poll();
            if (next == null) {
                break;
            }
            ChannelSignal<T> signal = signal(next);
            if (signal != null) {
                sink.next(signal);
            }
        }
        fail();
    }

    /** After what waits. */
    private void fail() {
        Throwable reason = buffer.failed()
                ? new ChannelOverflowException(
                        "the buffer of a subscriber is full; ask for more at a time, or let messages be dropped", null)
                : failure;
        if (reason != null && buffer.isEmpty()) {
            sink.error(reason);
        }
    }

    private @Nullable ChannelSignal<T> signal(Arrival arrival) {
        if (arrival instanceof Raw raw) {
            return reader.read(raw.channel(), raw.payload(), "");
        }
        if (arrival instanceof Missing missing) {
            reader.meters().gap(missing.causes());
            return new ChannelSignal.Gap<>(missing.causes(), missing.dropped());
        }
        return new ChannelSignal.Subscribed<>("");
    }
}

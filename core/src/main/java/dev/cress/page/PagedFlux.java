package dev.cress.page;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A stream that fetches its next page when the subscriber has asked for more than the pages so far hold, and not before: no demand, no command. The
 * operators of Reactor that could do this prefetch at least one page.
 *
 * <p><b>Memory</b> one page. <b>Cancellation</b> no further page is fetched. <b>Completion</b> with the last element when the page says that it is the
 * last, otherwise on the next demand.
 *
 * @param <T> type of the elements
 */
public final class PagedFlux<T> extends Flux<T> {

    private final Supplier<BatchSource<T>> sources;

    private PagedFlux(Supplier<BatchSource<T>> sources) {
        this.sources = sources;
    }

    /**
     * A paged stream.
     *
     * @param sources called once for each subscription
     * @param <T> type of the elements
     * @return a cold stream
     */
    public static <T> Flux<T> of(Supplier<BatchSource<T>> sources) {
        return onAssembly(new PagedFlux<>(sources));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        BatchSource<T> source;
        try {
            source = sources.get();
        } catch (RuntimeException e) {
            Operators.error(subscriber, e);
            return;
        }
        subscriber.onSubscribe(new PagedSubscription<>(subscriber, source));
    }

    /** All signals to the subscriber are sent inside {@link #drain}, which one thread at a time runs. */
    private static final class PagedSubscription<T> implements Subscription {

        private final CoreSubscriber<? super T> subscriber;
        private final BatchSource<T> source;
        private final AtomicLong requested = new AtomicLong();
        private final AtomicInteger drains = new AtomicInteger();
        private volatile boolean cancelled;
        private volatile boolean fetching;
        private volatile @Nullable Throwable failure;
        private volatile Batch<T> batch = new Batch<>(List.of(), false);
        private volatile @Nullable Fetch fetch;
        private int index;

        private PagedSubscription(CoreSubscriber<? super T> subscriber, BatchSource<T> source) {
            this.subscriber = subscriber;
            this.source = source;
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                requested.accumulateAndGet(n, Operators::addCap);
                drain();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            Fetch current = fetch;
            if (current != null) {
                current.cancel();
            }
        }

        private void drain() {
            if (drains.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                if (!step()) {
                    return;
                }
                seen = drains.addAndGet(-seen);
            } while (seen != 0);
        }

        /** Emits what can be emitted; false when the stream is over, after which nothing drains any more. */
        private boolean step() {
            while (!cancelled) {
                if (fetching) {
                    return true;
                }
                Throwable failed = failure;
                if (failed != null) {
                    cancelled = true;
                    subscriber.onError(failed);
                    return false;
                }
                if (index < batch.items().size()) {
                    if (requested.get() == 0) {
                        return true;
                    }
                    T item = batch.items().get(index++);
                    subscriber.onNext(item);
                    requested.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
                } else if (batch.last()) {
                    cancelled = true;
                    subscriber.onComplete();
                    return false;
                } else if (requested.get() == 0) {
                    return true;
                } else {
                    fetch();
                }
            }
            return false;
        }

        private void fetch() {
            fetching = true;
            index = 0;
            batch = new Batch<>(List.of(), false);
            Fetch next = new Fetch();
            fetch = next;
            try {
                source.next(requested.get()).subscribe(next);
            } catch (RuntimeException e) {
                next.onError(e);
            }
        }

        private final class Fetch implements CoreSubscriber<Batch<T>> {

            private volatile @Nullable Subscription upstream;
            private boolean done;

            @Override
            public void onSubscribe(Subscription subscription) {
                upstream = subscription;
                if (cancelled) {
                    subscription.cancel();
                } else {
                    subscription.request(Long.MAX_VALUE);
                }
            }

            @Override
            public void onNext(Batch<T> next) {
                if (!done) {
                    done = true;
                    batch = next;
                    arrived();
                }
            }

            @Override
            public void onError(Throwable error) {
                if (done) {
                    Operators.onErrorDropped(error, currentContext());
                    return;
                }
                done = true;
                failure = error;
                arrived();
            }

            @Override
            public void onComplete() {
                if (!done) {
                    onError(Exceptions.propagate(new IllegalStateException("a page source completed without a page")));
                }
            }

            private void arrived() {
                fetching = false;
                drain();
            }

            private void cancel() {
                Subscription current = upstream;
                if (current != null) {
                    current.cancel();
                }
            }

            @Override
            public Context currentContext() {
                return subscriber.currentContext();
            }
        }
    }
}

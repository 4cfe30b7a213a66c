package dev.cress.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.util.RaceTestUtils;
import reactor.util.context.Context;

class PagedFluxTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Long> demands = Collections.synchronizedList(new ArrayList<>());

    /** Pages that are there at once; every demand is noted. */
    @SafeVarargs
    private Flux<Integer> pages(List<Integer>... pages) {
        return PagedFlux.of(() -> {
            Iterator<List<Integer>> rest = List.of(pages).iterator();
            return demand -> {
                demands.add(demand);
                List<Integer> page = rest.next();
                return Mono.just(new Batch<>(page, !rest.hasNext()));
            };
        });
    }

    @Test
    void fetchesNothingWithoutDemand() {
        pages(List.of(1))
                .as(flux -> StepVerifier.create(flux, 0))
                .expectSubscription()
                .then(() -> assertThat(demands).isEmpty())
                .thenCancel()
                .verify(LIMIT);
        assertThat(demands).isEmpty();
    }

    @Test
    void fetchesTheNextPageOnDemandOnly() {
        pages(List.of(1, 2), List.of(3, 4))
                .as(flux -> StepVerifier.create(flux, 0))
                .thenRequest(1)
                .expectNext(1)
                .thenRequest(1)
                .expectNext(2)
                .then(() -> assertThat(demands).containsExactly(1L))
                .thenRequest(1)
                .expectNext(3)
                .then(() -> assertThat(demands).containsExactly(1L, 1L))
                .thenRequest(1)
                .expectNext(4)
                .verifyComplete();
    }

    @Test
    void tellsTheSourceTheOpenDemand() {
        pages(List.of(1, 2), List.of(), List.of(3, 4, 5, 6))
                .as(flux -> StepVerifier.create(flux, 5))
                .expectNext(1, 2, 3, 4, 5)
                .then(() -> assertThat(demands).containsExactly(5L, 3L, 3L))
                .thenRequest(1)
                .expectNext(6)
                .verifyComplete();
        assertThat(demands).hasSize(3);
    }

    @Test
    void completesWithTheLastElementWithoutFurtherDemand() {
        pages(List.of(1), List.of(2))
                .as(flux -> StepVerifier.create(flux, 2))
                .expectNext(1, 2)
                .verifyComplete();
    }

    @Test
    void completesOnDemandWhenTheLastPageIsEmpty() {
        pages(List.of(1), List.of())
                .as(flux -> StepVerifier.create(flux, 1))
                .expectNext(1)
                .then(() -> assertThat(demands).hasSize(1))
                .thenRequest(1)
                .verifyComplete();
    }

    @Test
    void skipsEmptyPages() {
        pages(List.of(), List.of(), List.of(1), List.of(), List.of(2), List.of())
                .as(StepVerifier::create)
                .expectNext(1, 2)
                .verifyComplete();
    }

    @Test
    void completesEmpty() {
        pages(List.of()).as(StepVerifier::create).verifyComplete();
    }

    @Test
    void beginsAnewWithEachSubscription() {
        Flux<Integer> flux = pages(List.of(1), List.of(2));

        flux.as(StepVerifier::create).expectNext(1, 2).verifyComplete();
        flux.as(StepVerifier::create).expectNext(1, 2).verifyComplete();
        assertThat(demands).hasSize(4);
    }

    @Test
    void failsAfterTheElementsOfEarlierPages() {
        PagedFlux.<Integer>of(() -> {
                    AtomicInteger calls = new AtomicInteger();
                    return demand -> calls.getAndIncrement() == 0
                            ? Mono.just(new Batch<>(List.of(1, 2), false))
                            : Mono.error(new IllegalStateException("gone"));
                })
                .as(flux -> StepVerifier.create(flux, 2))
                .expectNext(1, 2)
                .thenRequest(1)
                .verifyErrorMessage("gone");
    }

    @Test
    void failsWhenTheSourceThrows() {
        PagedFlux.of(() -> demand -> {
                    throw new IllegalStateException("thrown");
                })
                .as(StepVerifier::create)
                .verifyErrorMessage("thrown");
        PagedFlux.of(() -> {
                    throw new IllegalStateException("no source");
                })
                .as(flux -> StepVerifier.create(flux, 0))
                .verifyErrorMessage("no source");
    }

    @Test
    void failsWhenASourceGivesNoPage() {
        PagedFlux.of(() -> demand -> Mono.empty())
                .as(StepVerifier::create)
                .verifyErrorMessage("a page source completed without a page");
    }

    @Test
    void fetchesNothingAfterCancel() {
        pages(List.of(1, 2), List.of(3))
                .as(flux -> StepVerifier.create(flux, 10))
                .expectNext(1)
                .thenCancel()
                .verify(LIMIT);
        assertThat(demands.size()).isLessThanOrEqualTo(2);

        demands.clear();
        pages(List.of(1, 2), List.of(3))
                .take(2)
                .as(StepVerifier::create)
                .expectNext(1, 2)
                .verifyComplete();
        assertThat(demands).hasSize(1);
    }

    @Test
    void cancelsAPageThatIsUnderWay() {
        AtomicBoolean cancelled = new AtomicBoolean();
        PagedFlux.of(() -> demand -> Mono.<Batch<Integer>>never().doOnCancel(() -> cancelled.set(true)))
                .subscribe()
                .dispose();
        assertThat(cancelled).isTrue();
    }

    @Test
    void ignoresAPageThatArrivesAfterCancel() {
        Sinks.One<Batch<Integer>> page = Sinks.one();
        List<Integer> received = new ArrayList<>();
        Disposable subscription = PagedFlux.of(() -> (BatchSource<Integer>) demand -> page.asMono())
                .subscribe(received::add);

        subscription.dispose();
        page.tryEmitValue(new Batch<>(List.of(1), true));
        assertThat(received).isEmpty();
    }

    @Test
    void rejectsDemandThatIsNotPositiveWithoutFetching() {
        pages(List.of(1)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                try {
                    subscription.request(0);
                    subscription.request(-1);
                } catch (IllegalArgumentException expected) {
                    // how Reactor reports a bad request where nobody asked for signals
                }
            }
        });
        assertThat(demands).isEmpty();
    }

    @Test
    void requestsFromInsideOnNext() {
        List<Integer> received = new ArrayList<>();
        AtomicBoolean complete = new AtomicBoolean();
        AtomicInteger depth = new AtomicInteger();
        pages(List.of(1, 2, 3), List.of(4), List.of(5, 6)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(Integer value) {
                assertThat(depth.incrementAndGet()).isEqualTo(1); // rule 3.3: no recursion
                received.add(value);
                request(1);
                depth.decrementAndGet();
            }

            @Override
            protected void hookOnComplete() {
                complete.set(true);
            }
        });

        assertThat(received).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(complete).isTrue();
    }

    @Test
    void cancelFromInsideOnNext() {
        List<Integer> received = new ArrayList<>();
        pages(List.of(1, 2, 3), List.of(4)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer value) {
                received.add(value);
                cancel();
            }
        });
        assertThat(received).containsExactly(1);
    }

    @Test
    void aHundredThousandSynchronousPagesNeedNoStack() {
        PagedFlux.of(() -> {
                    AtomicInteger next = new AtomicInteger();
                    return demand -> {
                        int page = next.getAndIncrement();
                        return Mono.just(new Batch<>(page % 2 == 0 ? List.of(page) : List.of(), page == 99_999));
                    };
                })
                .count()
                .as(StepVerifier::create)
                .expectNext(50_000L)
                .verifyComplete();
    }

    @Test
    void passesTheContextToItsPages() {
        PagedFlux.of(() -> demand -> Mono.deferContextual(
                        context -> Mono.just(new Batch<>(List.of(context.<String>get("key")), true))))
                .contextWrite(Context.of("key", "value"))
                .as(StepVerifier::create)
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void neverFetchesTwoPagesAtATimeNorEmitsMoreThanAsked() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger worst = new AtomicInteger();
            AtomicLong asked = new AtomicLong();
            AtomicLong received = new AtomicLong();
            AtomicBoolean exceeded = new AtomicBoolean();
            CountDownLatch complete = new CountDownLatch(1);
            Flux<Integer> flux = PagedFlux.of(() -> {
                AtomicInteger next = new AtomicInteger();
                return demand -> Mono.fromSupplier(() -> {
                            worst.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            int page = next.getAndIncrement();
                            underWay.decrementAndGet();
                            return new Batch<>(
                                    IntStream.range(page * 3, page * 3 + 3)
                                            .boxed()
                                            .toList(),
                                    page == 99);
                        })
                        .subscribeOn(Schedulers.parallel());
            });
            BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {}

                @Override
                protected void hookOnNext(Integer value) {
                    if (received.getAndIncrement() != value || received.get() > asked.get()) {
                        exceeded.set(true);
                    }
                }

                @Override
                protected void hookOnComplete() {
                    complete.countDown();
                }
            };
            flux.subscribe(subscriber);
            Runnable requests = () -> {
                for (int i = 0; i < 150; i++) {
                    asked.incrementAndGet();
                    subscriber.request(1);
                }
            };
            RaceTestUtils.race(requests, requests);

            assertThat(complete.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(received).hasValue(300);
            assertThat(exceeded).isFalse();
            assertThat(worst).hasValue(1);
        }
    }

    @Test
    void survivesRequestsThatRaceWithCancel() {
        for (int round = 0; round < 500; round++) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicBoolean late = new AtomicBoolean();
            BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {}

                @Override
                protected void hookOnNext(Integer value) {
                    late.compareAndSet(false, over.get());
                }
            };
            pages(List.of(1), List.of(2), List.of(3)).subscribe(subscriber);

            RaceTestUtils.race(() -> subscriber.request(2), subscriber::cancel);
            over.set(true);
            subscriber.request(1);
            assertThat(late).isFalse();
        }
    }
}

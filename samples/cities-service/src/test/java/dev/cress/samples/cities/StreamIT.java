package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.BaseSubscriber;

/** All cities through a narrow pipe: memory stays as it is, and nobody else waits. */
class StreamIT extends RunningService {

    private static final int PROBES = 10;
    private static final long ALLOWED_BYTES = 8_000_000;

    @Autowired
    private Cities cities;

    @Test
    void streamsAllCitiesAtFlatHeap() {
        List<Long> used = new ArrayList<>();
        int step = CsvCity.ALL.size() / PROBES;
        long count = cities.query()
                .unbounded()
                .orderBy(City::population)
                .descending()
                .all()
                .limitRate(10)
                .index()
                .doOnNext(city -> {
                    if (city.getT1() % step == step / 2) {
                        used.add(usedAfterCollection());
                    }
                })
                .count()
                .block(Duration.ofMinutes(2));

        assertThat(count).isGreaterThanOrEqualTo(CsvCity.ALL.size());
        assertThat(used).hasSizeGreaterThanOrEqualTo(PROBES);
        // All cities together take some 40 MB.
        assertThat(used.get(used.size() - 1) - used.get(1)).as("%s", used).isLessThan(ALLOWED_BYTES);
    }

    @Test
    void readsCitiesBesideStalledStreamsAsFastAsWithoutThem() {
        medianOfReads();
        long alone = medianOfReads();
        List<BaseSubscriber<City>> stalled = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            BaseSubscriber<City> subscriber = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    subscription.request(1);
                }
            };
            stalled.add(subscriber);
            cities.query().unbounded().where(City::population).atLeast(i).all().subscribe(subscriber);
        }
        long beside = medianOfReads();
        stalled.forEach(BaseSubscriber::cancel);

        assertThat(beside).isLessThan(2 * alone + Duration.ofMillis(1).toNanos());
    }

    private long medianOfReads() {
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            String id = CsvCity.ALL.get(i * 100 % CsvCity.ALL.size()).id();
            long begun = System.nanoTime();
            cities.findById(id).block();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

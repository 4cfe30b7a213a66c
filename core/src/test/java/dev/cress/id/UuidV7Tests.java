package dev.cress.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class UuidV7Tests {

    private final UuidV7 generator = new UuidV7(new AtomicLong());

    private static Clock at(long millis) {
        return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    @Test
    void holdsTheTimeVersionAndVariant() {
        UUID id = generator.next(at(1_000_000));
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_000_000);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void ascendsWithinAMillisecondAndWhenTheClockGoesBack() {
        List<String> texts = new ArrayList<>();
        IntStream.range(0, 10_000)
                .forEach(i -> texts.add(generator.next(at(2_000_000)).toString()));
        texts.add(generator.next(at(1_500_000)).toString());
        assertThat(texts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ascendsBeyondWhatAMillisecondHasRoomFor() {
        UUID last = generator.next(at(5));
        for (int i = 0; i < 5_000; i++) {
            UUID next = generator.next(at(5));
            assertThat(next.toString()).isGreaterThan(last.toString());
            last = next;
        }
        assertThat(last.getMostSignificantBits() >>> 16).isBetween(6L, 7L);
        assertThat(generator.next(at(1_000)).getMostSignificantBits() >>> 16).isEqualTo(1_000);
    }

    @Test
    void givesNoIdTwiceToManyThreadsNorBlocksThem() {
        Set<UUID> ids = Collections.synchronizedSet(new HashSet<>());
        Flux.range(0, 8)
                .flatMap(thread -> Mono.fromRunnable(() ->
                                IntStream.range(0, 10_000).forEach(i -> ids.add(new UuidV7().next(Clock.systemUTC()))))
                        .subscribeOn(Schedulers.parallel()))
                .blockLast();
        assertThat(ids).hasSize(80_000);
    }
}

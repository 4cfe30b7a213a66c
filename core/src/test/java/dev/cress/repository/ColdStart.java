package dev.cress.repository;

import dev.cress.Cress;
import dev.cress.CressOptions;
import java.time.Duration;
import reactor.blockhound.BlockHound;
import reactor.core.scheduler.Schedulers;

/** The first thing that a program does, on a thread that must not block. */
public final class ColdStart {

    interface Counters extends ReactiveRepository<Counter, String> {}

    private ColdStart() {}

    public static void main(String[] arguments) {
        BlockHound.install();
        Long count = Cress.connect(CressOptions.builder(arguments[0])
                        .namespace(arguments[1])
                        .commandTimeout(Duration.ofSeconds(20))
                        .build())
                .flatMap(cress -> {
                    Counters counters = cress.repository(Counters.class);
                    return counters.save(new Counter("1", 1))
                            .subscribeOn(Schedulers.parallel())
                            .thenMany(counters.findAll())
                            .count()
                            .flatMap(found -> cress.closeLater().thenReturn(found));
                })
                .subscribeOn(Schedulers.parallel())
                .block(Duration.ofSeconds(60));
        Runtime.getRuntime().halt(count != null && count == 1 ? 0 : 2);
    }
}

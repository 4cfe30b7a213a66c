package dev.cress.benchmarks.contestant;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Joins a write with the word of it that comes another way. */
final class Arrivals {

    private final ConcurrentMap<String, MonoSink<Void>> awaited = new ConcurrentHashMap<>();

    /** Writes, and completes when the word of it has arrived. */
    Mono<Void> after(String id, Publisher<?> write) {
        return Mono.create(sink -> {
            awaited.put(id, sink);
            Flux.from(write).subscribe(done -> {}, sink::error);
        });
    }

    void arrived(String id) {
        MonoSink<Void> sink = awaited.remove(id);
        if (sink != null) {
            sink.success();
        }
    }
}

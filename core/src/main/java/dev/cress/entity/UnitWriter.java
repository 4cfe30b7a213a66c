package dev.cress.entity;

import dev.cress.error.InvalidUnitException;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.UnitScript;
import dev.cress.write.Repetition;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does units of work, each by one script, and tells what came of them. One for each context: it keeps the scripts that its units are made of. */
public final class UnitWriter {

    private final Map<List<UnitKind>, UnitScript> scripts = new ConcurrentHashMap<>();

    /**
     * Does some writes, all or none.
     *
     * @param writes the writes, in their order
     * @param options of the unit: write id, token, replicas
     * @return a cold publisher of what came of it; of {@link InvalidUnitException} when the writes cannot be a unit
     */
    public Mono<UnitResult> write(UnitWrites writes, WriteOptions options) {
        if (writes.all().isEmpty()) {
            return Mono.just(new UnitResult.Done(List.of()));
        }
        boolean accumulates = writes.all().stream().anyMatch(UnitWrite::accumulates);
        WriteOptions chosen = accumulates && options.repetition() == Repetition.BY_KIND ? options.once() : options;
        return Flux.fromIterable(writes.all())
                .<ReadyWrite<?, ?>>concatMap(write -> write.ready(chosen.writeId()))
                .collectList()
                .flatMap(ready -> {
                    UnitRules.require(ready);
                    return new Unit(this, ready, chosen).result();
                });
    }

    /**
     * One for each set of types, whatever is done to them, since the server keeps every script for ever. Deletions alone have another one, which it runs without memory too.
     */
    UnitScript script(List<ReadyWrite<?, ?>> writes) {
        boolean deletes = writes.stream().allMatch(write -> write.write() instanceof UnitDeletion);
        List<UnitKind> kinds = UnitScript.inOrder(writes.stream()
                .map(ReadyWrite::open)
                .distinct()
                .flatMap(open -> open.scripts().kinds(deletes).stream())
                .toList());
        return scripts.computeIfAbsent(kinds, UnitScript::new);
    }
}

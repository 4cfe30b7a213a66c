package dev.cress.entity;

import dev.cress.write.UnitResult;
import dev.cress.write.WriteResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What refers to the entities that a unit deletes, treated as for deletions alone: looked for before and after, or changed afterwards. */
final class UnitReferences {

    private final List<ReadyWrite<?, ?>> writes;

    UnitReferences(List<ReadyWrite<?, ?>> writes) {
        this.writes = writes;
    }

    /** The first deletion that something refers to which the unit does not delete; empty for none. */
    Mono<UnitResult> refusal() {
        return Flux.fromStream(IntStream.range(0, writes.size()).boxed())
                .concatMap(this::refusal, 0)
                .next();
    }

    private Mono<UnitResult> refusal(int place) {
        return writes.get(place).write() instanceof UnitDeletion<?> deletion
                ? restricted(deletion).map(found -> new UnitResult.Refused(place, found))
                : Mono.empty();
    }

    private <T> Mono<WriteResult.Referenced<T>> restricted(UnitDeletion<T> deletion) {
        return new LookAhead(this::deletes).first(deletion.store(), deletion.id());
    }

    private boolean deletes(EntityStore<?> store, byte[] id) {
        return writes.stream()
                .anyMatch(write -> write.write() instanceof UnitDeletion<?> deletion
                        && deletion.store() == store
                        && Arrays.equals(deletion.id(), id));
    }

    /** Does to what refers to the deleted entities as their types say. */
    Mono<Void> settle() {
        return Flux.fromIterable(writes)
                .concatMap(
                        write -> write.write() instanceof UnitDeletion<?> deletion ? settled(deletion) : Mono.empty(),
                        0)
                .then();
    }

    private static <T> Mono<Void> settled(UnitDeletion<T> deletion) {
        return deletion.store().referrers().deleted(deletion.id(), deletion.store());
    }
}

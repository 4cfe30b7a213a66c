package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.feed.ChangeEvent;
import dev.cress.feed.FeedSignal;
import dev.cress.feed.FeedStart;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** Replays the change feed from its beginning, and compares what it says with the reference model. */
final class FeedReplay {

    private final Map<String, Map<String, Object>> state = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    /** @param events how many there are in the streams of all partitions */
    static Mono<Void> compare(Parcels parcels, long events, ReferenceModel<Parcel> model) {
        return parcels.changes(FeedStart.beginning())
                .take(events)
                .timeout(Duration.ofSeconds(10))
                .collect(FeedReplay::new, FeedReplay::apply)
                .doOnNext(replay -> replay.compare(model))
                .then();
    }

    /** A snapshot is what is stored, each entity once. */
    static Mono<Void> compareSnapshot(Parcels parcels, ReferenceModel<Parcel> model) {
        return parcels.feed()
                .from(FeedStart.snapshot())
                .signals()
                .takeUntil(FeedSignal.SnapshotFinished.class::isInstance)
                .timeout(Duration.ofSeconds(10))
                .handle((FeedSignal<Parcel> signal, SynchronousSink<Parcel> sink) -> {
                    if (signal instanceof FeedSignal.Change<Parcel> change) {
                        sink.next(change.event().after().entity().orElseThrow());
                    }
                })
                .collectList()
                .doOnNext(rows -> assertThat(rows).containsExactlyInAnyOrderElementsOf(model.entities()))
                .then();
    }

    private void apply(ChangeEvent<Parcel> event) {
        Long before = versions.put(event.id(), event.version());
        assertThat(before == null || before < event.version())
                .as("versions of an id grow")
                .isTrue();
        switch (event.operation()) {
            case CREATED -> create(event);
            case UPDATED -> update(event);
            case DELETED -> delete(event);
            case EXPIRED, READ -> throw new AssertionError("nothing expires here, and no snapshot is read");
        }
    }

    private void create(ChangeEvent<Parcel> event) {
        assertThat(state.put(event.id(), new HashMap<>())).as("created twice").isNull();
        update(event);
    }

    private void update(ChangeEvent<Parcel> event) {
        Map<String, Object> values = state.get(event.id());
        assertThat(values).as("state before the event").isNotNull();
        for (Attribute<Parcel> attribute : ParcelAttributes.IN_EVENTS) {
            String name = attribute.name();
            if (event.changed().contains(name)) {
                assertThat(event.before().get(name, Object.class)).isEqualTo(values.get(name));
                values.put(name, event.after().get(name, Object.class));
            }
        }
    }

    private void delete(ChangeEvent<Parcel> event) {
        assertThat(state.remove(event.id())).as("deleted but absent").isNotNull();
    }

    private void compare(ReferenceModel<Parcel> model) {
        assertThat(state.keySet()).hasSize(model.size());
        for (Parcel parcel : model.entities()) {
            assertThat(state).containsKey(parcel.id());
            assertThat(versions.get(parcel.id())).isEqualTo(parcel.version());
            for (Attribute<Parcel> attribute : ParcelAttributes.IN_EVENTS) {
                assertThat(state.get(parcel.id()).get(attribute.name()))
                        .as(attribute.name())
                        .isEqualTo(attribute.value(parcel));
            }
        }
    }
}

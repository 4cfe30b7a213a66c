package dev.cress.integration;

import dev.cress.write.FieldSelection;
import reactor.core.publisher.Mono;

/** Takes a property from all parcels, and compares what is left with the model, which then knows of it. */
record FieldDrops(Parcels repository, ReferenceModel<Parcel> model) {

    /** Whether those that had it, and no others, have changed, and nothing else has. */
    Mono<Boolean> run() {
        long having = model.entities().stream()
                .filter(parcel -> parcel.attempts() != null)
                .count();
        return repository
                .dropFields(FieldSelection.none().named("attempts"))
                .last()
                .flatMap(progress -> repository
                        .findAll()
                        .map(this::isRight)
                        .collectList()
                        .map(all ->
                                progress.changed() == having && all.size() == model.size() && !all.contains(false)));
    }

    private boolean isRight(Parcel found) {
        Parcel before = model.get(found.id());
        model.put(found);
        return before != null
                && found.sameContent(before.withoutAttempts())
                && found.version() > before.version() == (before.attempts() != null);
    }
}

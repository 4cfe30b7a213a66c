package dev.cress.entity;

import dev.cress.mapping.AutoValue;
import dev.cress.mapping.EntityModel;
import dev.cress.write.Presence;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Fills in what entities get when they are saved: generated ids, times and users. */
record AutoFill<T>(EntityModel<T> model, EntityOptions options) {

    /** An entity with what it gets; where {@link AutoNow} leaves that out, with its id only. */
    Mono<T> filled(Presence presence, T entity) {
        return Mono.deferContextual(context -> {
            if (AutoNow.isSkipped(context)) {
                return Mono.just(model.completion().complete(entity, options.clock(), null));
            }
            return options.user(model)
                    .map(name -> model.completion()
                            .complete(entity, options.clock(), value(presence, entity, name.orElse(null))));
        });
    }

    private AutoValue value(Presence presence, T entity, @Nullable Object user) {
        boolean creating = presence == Presence.ABSENT
                || (presence == Presence.ANY && model.version(entity).orElse(0) == 0);
        return new AutoValue(creating, ZonedDateTime.now(options.clock()), user);
    }
}

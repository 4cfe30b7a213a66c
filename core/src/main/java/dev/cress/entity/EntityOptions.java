package dev.cress.entity;

import dev.cress.convert.ValueConverter;
import dev.cress.error.UnreadableEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.validation.EntityValidator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Settings of how entities are mapped, and of what happens around their writes and reads. Immutable. */
public final class EntityOptions {

    /** Soon enough to be called at once, and seldom enough to be no load: two small scripts a second for each partition. */
    public static final Duration DEFAULT_SWEEP_PERIOD = Duration.ofMillis(500);

    /** No converters and callbacks, the system's clock, nobody who saves; unreadable entities are logged, Jakarta Validation is used where it is. */
    public static final EntityOptions DEFAULT = builder().build();

    private static final Logger LOG = LoggerFactory.getLogger(EntityOptions.class);

    private final Builder settings;

    private EntityOptions(Builder builder) {
        this.settings = builder;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return converters by type of value} */
    public List<ValueConverter<?, ?>> converters() {
        return settings.converters;
    }

    /** {@return what validates; null for Jakarta Validation where it is on the class path} */
    public @Nullable EntityValidator validator() {
        return settings.validator;
    }

    /**
     * These settings with a validator.
     *
     * @param validator what validates
     * @return other settings
     */
    public EntityOptions withValidator(EntityValidator validator) {
        return new Builder(settings).validator(validator).build();
    }

    Clock clock() {
        return settings.clock;
    }

    /** Who writes, where the type asks for that. */
    Mono<Optional<Object>> user(EntityModel<?> model) {
        return model.completion().namesUsers()
                ? settings.auditor.map(name -> Optional.<Object>of(name)).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    /** {@return how often entities whose life is over are removed; zero for never} */
    public Duration sweepPeriod() {
        return settings.sweepPeriod;
    }

    /** {@return who is told of what was removed} */
    public Consumer<Swept> onSwept() {
        return settings.onSwept;
    }

    boolean looksBeforeSave() {
        return settings.looksBeforeSave;
    }

    Consumer<UnreadableEntityException> onUnreadable() {
        return settings.onUnreadable;
    }

    @SuppressWarnings("unchecked")
    <T> List<EntityCallbacks<T>> callbacks(Class<T> type) {
        return settings.callbacks.stream()
                .filter(registered -> registered.type().isAssignableFrom(type))
                .map(registered -> (EntityCallbacks<T>) registered.callbacks())
                .toList();
    }

    private record Registered(Class<?> type, EntityCallbacks<?> callbacks) {}

    private static void log(Swept swept) {
        if (swept.stuck() > 0) {
            LOG.debug("not swept, since not as the layout has it: {}", swept);
        }
    }

    private static void log(UnreadableEntityException unreadable) {
        LOG.warn("left out: {}", unreadable.getMessage());
    }

    /** Collects settings; not for use by several threads. */
    public static final class Builder {

        private List<ValueConverter<?, ?>> converters = List.of();
        private List<Registered> callbacks = List.of();
        private @Nullable EntityValidator validator;
        private Clock clock = Clock.systemUTC();
        private Mono<?> auditor = Mono.empty();
        private Consumer<UnreadableEntityException> onUnreadable = EntityOptions::log;
        private boolean looksBeforeSave;
        private Duration sweepPeriod = DEFAULT_SWEEP_PERIOD;
        private Consumer<Swept> onSwept = EntityOptions::log;

        private Builder() {}

        private Builder(Builder other) {
            this.converters = other.converters;
            this.callbacks = other.callbacks;
            this.validator = other.validator;
            this.clock = other.clock;
            this.auditor = other.auditor;
            this.onUnreadable = other.onUnreadable;
            this.looksBeforeSave = other.looksBeforeSave;
            this.sweepPeriod = other.sweepPeriod;
            this.onSwept = other.onSwept;
        }

        /**
         * Stores values of one type as values of another, in all properties of that type, and inside of others.
         *
         * @param value a converter; the last one for a type counts
         * @return this
         */
        public Builder converter(ValueConverter<?, ?> value) {
            converters = plus(converters, value);
            return this;
        }

        /**
         * Does something around writes and reads of one type.
         *
         * @param type an entity type, or what several extend
         * @param value callbacks
         * @param <T> the type
         * @return this
         */
        public <T> Builder callbacks(Class<T> type, EntityCallbacks<T> value) {
            callbacks = plus(callbacks, new Registered(type, value));
            return this;
        }

        /**
         * Checks each entity before it is written, together with what the properties' types and annotations demand.
         *
         * @param value a validator; default Jakarta Validation where it is on the class path
         * @return this
         */
        public Builder validator(EntityValidator value) {
            validator = value;
            return this;
        }

        /**
         * The time that dates and generated ids are made of.
         *
         * @param value default the system's, in UTC
         * @return this
         */
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        /**
         * Tells who saves. Asked once for each save of a type that wants to know, in the subscriber's context, so that {@code Mono.deferContextual} works.
         *
         * @param value a cold publisher of a user, empty for nobody; default nobody
         * @return this
         */
        public Builder auditor(Mono<?> value) {
            auditor = value;
            return this;
        }

        /**
         * Told of each entity that a stream leaves out because what is stored cannot be read. What it throws fails the stream.
         *
         * @param value must not block; default logs a warning
         * @return this
         */
        public Builder onUnreadable(Consumer<UnreadableEntityException> value) {
            onUnreadable = value;
            return this;
        }

        /**
         * Has every save and update of a type without version read what it would change, and refuse to replace what cannot be read: one more round trip. Without this only those values are read of which
         * the server cannot tell that they are of their types, and ids under which this context has met something unreadable: what a constructor refuses although its values can be read, it does not notice.
         * Types with a version need it not.
         *
         * @return this
         */
        public Builder lookBeforeSave() {
            looksBeforeSave = true;
            return this;
        }

        /**
         * How often entities whose life is over are removed, of types that have such: one small script for each partition then, as long as nothing is due.
         *
         * @param value the pause between rounds; default {@link EntityOptions#DEFAULT_SWEEP_PERIOD}
         * @return this
         */
        public Builder sweepEvery(Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(
                        "sweeping pauses for a millisecond at least, not " + value + "; use withoutSweeping()");
            }
            sweepPeriod = value;
            return this;
        }

        /**
         * Leaves the removing to other programs, or to {@code Expiring.sweep()}; and the finishing of renames that were broken off to them, to who writes such an id, or to {@code Maintenance.finishRenames()}. Entities whose life is over are absent all the same, but take memory, and nobody announces their end.
         *
         * @return this
         */
        public Builder withoutSweeping() {
            sweepPeriod = Duration.ZERO;
            return this;
        }

        /**
         * Told of what a round of sweeping removed in a partition, and how late.
         *
         * @param value must not block; default logs what could not be removed, at debug level
         * @return this
         */
        public Builder onSwept(Consumer<Swept> value) {
            onSwept = value;
            return this;
        }

        /** {@return the settings} */
        public EntityOptions build() {
            return new EntityOptions(new Builder(this));
        }

        private static <E> List<E> plus(List<E> list, E element) {
            List<E> longer = new ArrayList<>(list);
            longer.add(element);
            return List.copyOf(longer);
        }
    }
}

package dev.cress.metric;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/** Records what is measured. Safe for use by many threads; never blocks. Values of tags come in the order of {@link CressMeter#tags}. */
public interface Meters {

    /** {@return what records nothing} */
    static Meters disabled() {
        return DisabledMeters.INSTANCE;
    }

    /**
     * Records in a registry.
     *
     * @param registry a registry of Micrometer
     * @return what records there
     */
    static Meters of(MeterRegistry registry) {
        return new MicrometerMeters(registry);
    }

    /** {@return whether anything is recorded: else nothing needs to be found out for it} */
    boolean enabled();

    /**
     * Counts up.
     *
     * @param meter a counter
     * @param amount by how much
     * @param tags values of its tags
     */
    void count(CressMeter meter, long amount, String... tags);

    /**
     * Lets something be read from now on.
     *
     * @param meter a gauge
     * @param value asked whenever the registry is read; must not block
     * @param tags values of its tags
     * @return ends it
     */
    Reading read(CressMeter meter, DoubleSupplier value, String... tags);

    /** Something that is read. */
    @FunctionalInterface
    interface Reading {
        /** Ends it. */
        void end();
    }
}

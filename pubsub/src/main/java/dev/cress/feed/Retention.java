package dev.cress.feed;

import java.time.Duration;

/** Which events are to be kept. */
public sealed interface Retention {

    /**
     * Those of a time until now.
     *
     * @param age how old events may become
     * @return what is kept
     */
    static Retention ofAge(Duration age) {
        return new Age(age);
    }

    /**
     * The last ones.
     *
     * @param events how many of each partition
     * @return what is kept
     */
    static Retention ofCount(long events) {
        return new Count(events);
    }

    /**
     * Those of a time until now.
     *
     * @param age how old events may become
     */
    record Age(Duration age) implements Retention {

        /** Checks the age. */
        public Age {
            if (age.isNegative()) {
                throw new IllegalArgumentException("an age is not negative, as " + age + " is");
            }
        }
    }

    /**
     * The last ones.
     *
     * @param events how many of each partition
     */
    record Count(long events) implements Retention {

        /** Checks the number. */
        public Count {
            if (events < 0) {
                throw new IllegalArgumentException("0 events or more are kept, not " + events);
            }
        }
    }
}

package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Settings of a consumer group; all its members should have the same. Immutable. */
public final class GroupOptions {

    /** How long a member that stopped keeps its partitions: above pauses of the virtual machine, below what users notice. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

    /** How often an event is tried. */
    public static final int DEFAULT_ATTEMPTS = 5;

    /** Pause after the first failure; doubled after each further one. */
    public static final Duration DEFAULT_FIRST_PAUSE = Duration.ofMillis(100);

    /** Longest pause between attempts. */
    public static final Duration DEFAULT_LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Time for one call of a handler; a longer one has failed. */
    public static final Duration DEFAULT_HANDLER_TIMEOUT = Duration.ofMinutes(1);

    /** Dead letters that a partition keeps at least. */
    public static final long DEFAULT_DEAD_LETTERS = 10_000;

    private final Builder settings;

    private GroupOptions(Builder settings) {
        this.settings = settings;
    }

    /** {@return the defaults: begins with the next event} */
    public static GroupOptions defaults() {
        return builder().build();
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    FeedStart start() {
        return settings.start;
    }

    LossPolicy loss() {
        return settings.loss;
    }

    GroupOrder order() {
        return settings.order;
    }

    Duration lease() {
        return settings.lease;
    }

    int attempts() {
        return settings.attempts;
    }

    Duration handlerTimeout() {
        return settings.handlerTimeout;
    }

    long deadLetters() {
        return settings.deadLetters;
    }

    Duration pauseAfter(int attempt) {
        Duration pause = settings.firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(settings.longestPause) < 0 ? pause : settings.longestPause;
    }

    /** Collects settings; not for use by several threads. */
    public static final class Builder {

        private FeedStart start = FeedStart.now();
        private LossPolicy loss = LossPolicy.FAIL;
        private GroupOrder order = GroupOrder.PARTITION;
        private Duration lease = DEFAULT_LEASE;
        private int attempts = DEFAULT_ATTEMPTS;
        private Duration firstPause = DEFAULT_FIRST_PAUSE;
        private Duration longestPause = DEFAULT_LONGEST_PAUSE;
        private Duration handlerTimeout = DEFAULT_HANDLER_TIMEOUT;
        private long deadLetters = DEFAULT_DEAD_LETTERS;

        private Builder() {}

        private Builder(Builder other) {
            this.start = other.start;
            this.loss = other.loss;
            this.order = other.order;
            this.lease = other.lease;
            this.attempts = other.attempts;
            this.firstPause = other.firstPause;
            this.longestPause = other.longestPause;
            this.handlerTimeout = other.handlerTimeout;
            this.deadLetters = other.deadLetters;
        }

        /**
         * Where a group begins that has no place yet.
         *
         * @param value default the next event; not a snapshot
         * @return this
         */
        public Builder start(FeedStart value) {
            if (value instanceof FeedStart.Snapshot) {
                throw new IllegalArgumentException("a group shares changes, it cannot begin with a snapshot");
            }
            start = requireNonNull(value, "start");
            return this;
        }

        /**
         * What to do when events were gone before they were handled.
         *
         * @param value {@link LossPolicy#FAIL}, the default, or {@link LossPolicy#SIGNAL}
         * @return this
         */
        public Builder onLoss(LossPolicy value) {
            if (value == LossPolicy.SNAPSHOT) {
                throw new IllegalArgumentException("a group shares changes, it cannot read everything anew");
            }
            loss = requireNonNull(value, "onLoss");
            return this;
        }

        /**
         * What waits while an event is tried again.
         *
         * @param value {@link GroupOrder#PARTITION}, the default, or {@link GroupOrder#ENTITY}
         * @return this
         */
        public Builder order(GroupOrder value) {
            order = requireNonNull(value, "order");
            return this;
        }

        /**
         * How long a member that stopped keeps its partitions.
         *
         * @param value 100 ms or more; default 10 s
         * @return this
         */
        public Builder lease(Duration value) {
            if (value.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("a lease is of 100 ms or more, not " + value);
            }
            lease = value;
            return this;
        }

        /**
         * How often an event is tried, and how long to wait after a failure.
         *
         * @param number 1 or more; default {@value GroupOptions#DEFAULT_ATTEMPTS}
         * @param first pause after the first failure, doubled after each further one; default 100 ms
         * @param longest longest pause; default 10 s
         * @return this
         */
        public Builder attempts(int number, Duration first, Duration longest) {
            if (number < 1 || first.isNegative() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("attempts are 1 or more with pauses of 0 or more, not " + number
                        + " with " + first + " to " + longest);
            }
            attempts = number;
            firstPause = first;
            longestPause = longest;
            return this;
        }

        /**
         * Time for one call of a handler.
         *
         * @param value positive; default 1 minute
         * @return this
         */
        public Builder handlerTimeout(Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException("handlerTimeout is positive, not " + value);
            }
            handlerTimeout = value;
            return this;
        }

        /**
         * Dead letters that a partition keeps at least.
         *
         * @param value 1 or more; default {@value GroupOptions#DEFAULT_DEAD_LETTERS}
         * @return this
         */
        public Builder deadLetters(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("deadLetters is 1 or more, not " + value);
            }
            deadLetters = value;
            return this;
        }

        /** {@return the settings} */
        public GroupOptions build() {
            return new GroupOptions(new Builder(this));
        }
    }
}

package dev.cress;

import dev.cress.connection.ConnectionOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.metric.Meters;
import dev.cress.repository.SigningKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Settings of a context. Immutable. */
public final class CressOptions {

    /** Begins every key, unless said otherwise. */
    public static final String DEFAULT_NAMESPACE = "cress";

    /** Time for one attempt of a command: far above any that a healthy server needs. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(3);

    /** Time for all attempts of an operation: covers a short failover, and the second after which a server that was away is found at the latest. */
    public static final Duration DEFAULT_OPERATION_DEADLINE = Duration.ofSeconds(5);

    /** Writes under way at a time. */
    public static final int DEFAULT_WRITES_IN_FLIGHT = 512;

    /** Reads under way at a time. */
    public static final int DEFAULT_READS_IN_FLIGHT = 1_024;

    /** Commands that may wait, for each role; more fail with {@code OverloadedException}. */
    public static final int DEFAULT_QUEUE_LIMIT = 10_000;

    /** Change events that a partition keeps at least. */
    public static final long DEFAULT_EVENT_RETENTION = 100_000;

    /** How long the outcome of a named write is kept: far above the time in which a delayed copy of it can arrive. */
    public static final Duration DEFAULT_WRITE_ID_RETENTION = Duration.ofMinutes(2);

    /** Partitions of a model on a cluster of a few masters; a single server needs one. */
    public static final int DEFAULT_CLUSTER_PARTITIONS = 16;

    private final Builder settings;

    private CressOptions(Builder builder) {
        this.settings = builder;
    }

    /**
     * Begins with the defaults.
     *
     * @param uris addresses as Lettuce's {@code RedisURI} has them, {@code redis://host:port}, {@code rediss://…}, {@code redis-sentinel://…}; several for the
     *     seeds of a cluster
     * @return a builder
     */
    public static Builder builder(String... uris) {
        return new Builder(List.of(uris));
    }

    String namespace() {
        return settings.namespace;
    }

    int partitions() {
        return settings.partitions;
    }

    long eventRetention() {
        return settings.eventRetention;
    }

    Duration writeIdRetention() {
        return settings.writeIdRetention;
    }

    List<SigningKey> cursorKeys() {
        return settings.cursorKeys;
    }

    UnaryOperator<RedisExecutor> executor() {
        return settings.executor;
    }

    Meters meters() {
        return settings.meters;
    }

    EntityOptions entities() {
        return settings.entities;
    }

    ConnectionOptions connection() {
        return new ConnectionOptions(
                settings.uris,
                settings.commandTimeout,
                settings.operationDeadline,
                settings.writesInFlight,
                settings.readsInFlight,
                settings.queueLimit);
    }

    /** Addresses may hold a password: only the namespace is shown. */
    @Override
    public String toString() {
        return "CressOptions[namespace=" + settings.namespace + "]";
    }

    /** Collects settings; not for use by several threads. */
    public static final class Builder {

        private final List<String> uris;
        private String namespace = DEFAULT_NAMESPACE;
        private int partitions;
        private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;
        private Duration operationDeadline = DEFAULT_OPERATION_DEADLINE;
        private int writesInFlight = DEFAULT_WRITES_IN_FLIGHT;
        private int readsInFlight = DEFAULT_READS_IN_FLIGHT;
        private int queueLimit = DEFAULT_QUEUE_LIMIT;
        private long eventRetention = DEFAULT_EVENT_RETENTION;
        private Duration writeIdRetention = DEFAULT_WRITE_ID_RETENTION;
        private List<SigningKey> cursorKeys = List.of();
        private UnaryOperator<RedisExecutor> executor = UnaryOperator.identity();
        private EntityOptions entities = EntityOptions.DEFAULT;
        private Meters meters = Meters.disabled();

        private Builder(List<String> uris) {
            if (uris.isEmpty()) {
                throw new IllegalArgumentException("give at least one address, such as redis://localhost:6379");
            }
            this.uris = uris;
        }

        private Builder(Builder other) {
            this.uris = other.uris;
            this.namespace = other.namespace;
            this.partitions = other.partitions;
            this.commandTimeout = other.commandTimeout;
            this.operationDeadline = other.operationDeadline;
            this.writesInFlight = other.writesInFlight;
            this.readsInFlight = other.readsInFlight;
            this.queueLimit = other.queueLimit;
            this.eventRetention = other.eventRetention;
            this.writeIdRetention = other.writeIdRetention;
            this.cursorKeys = other.cursorKeys;
            this.executor = other.executor;
            this.entities = other.entities;
            this.meters = other.meters;
        }

        /**
         * Begins every key with another name: a tenant, an application.
         *
         * @param value {@code [A-Za-z0-9_.-]{1,64}}; default {@value CressOptions#DEFAULT_NAMESPACE}
         * @return this
         */
        public Builder namespace(String value) {
            namespace = KeyLayout.requireNamespace(value);
            return this;
        }

        /**
         * Number of partitions of models that declare none. Without it a new model has 1 on a single server and {@value CressOptions#DEFAULT_CLUSTER_PARTITIONS}
         * on a cluster, and an old one keeps what it has.
         *
         * @param value a power of two from 1 to 16384
         * @return this
         */
        public Builder partitions(int value) {
            partitions = new Partitioning(value).count();
            return this;
        }

        /**
         * Time for one attempt of a command.
         *
         * @param value default {@link CressOptions#DEFAULT_COMMAND_TIMEOUT}
         * @return this
         */
        public Builder commandTimeout(Duration value) {
            commandTimeout = positive("commandTimeout", value);
            return this;
        }

        /**
         * Time for all attempts of an operation.
         *
         * @param value default {@link CressOptions#DEFAULT_OPERATION_DEADLINE}
         * @return this
         */
        public Builder operationDeadline(Duration value) {
            operationDeadline = positive("operationDeadline", value);
            return this;
        }

        /**
         * Most commands under way at a time.
         *
         * @param writes default {@value CressOptions#DEFAULT_WRITES_IN_FLIGHT}
         * @param reads default {@value CressOptions#DEFAULT_READS_IN_FLIGHT}
         * @return this
         */
        public Builder inFlight(int writes, int reads) {
            writesInFlight = positive("writes", writes);
            readsInFlight = positive("reads", reads);
            return this;
        }

        /**
         * Most commands that wait, for each role.
         *
         * @param value default {@value CressOptions#DEFAULT_QUEUE_LIMIT}
         * @return this
         */
        public Builder queueLimit(int value) {
            queueLimit = positive("queueLimit", value);
            return this;
        }

        /**
         * Change events that a partition keeps at least.
         *
         * @param value default {@value CressOptions#DEFAULT_EVENT_RETENTION}
         * @return this
         */
        public Builder eventRetention(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("eventRetention is at least 1, not " + value);
            }
            eventRetention = value;
            return this;
        }

        /**
         * Keeps the outcomes of named writes for another time, so long that a write may be repeated. Each takes about 160 bytes of the server meanwhile.
         *
         * @param value longer than the operation deadline; default {@link CressOptions#DEFAULT_WRITE_ID_RETENTION}
         * @return this
         */
        public Builder writeIdRetention(Duration value) {
            writeIdRetention = positive("writeIdRetention", value);
            return this;
        }

        /**
         * Signs the cursors of pages, so that nobody can forge one. Cursors that are not signed with this key, or a former one, are refused. To change the key without breaking off anyone's
         * pages, first name the new one as former in all programs, then make it the key with the old one as former, and leave that away when its cursors are no more needed.
         *
         * @param secret random bytes, at least {@value SigningKey#MIN_BYTES}, the same in every program; default: cursors are not signed
         * @param former keys that sign nothing any more, of which cursors are still taken
         * @return this
         */
        public Builder cursorKey(byte[] secret, byte[]... former) {
            cursorKeys = Stream.concat(Stream.of(secret), Stream.of(former))
                    .map(SigningKey::new)
                    .toList();
            return this;
        }

        /**
         * Wraps what sends requests: to count, trace or, in tests, disturb them.
         *
         * @param decorator from the executor to another one
         * @return this
         */
        public Builder executor(UnaryOperator<RedisExecutor> decorator) {
            executor = decorator;
            return this;
        }

        /**
         * How entities are mapped, and what happens around their writes and reads: converters, callbacks, validation, clock, auditor.
         *
         * @param value default {@link EntityOptions#DEFAULT}
         * @return this
         */
        public Builder entities(EntityOptions value) {
            entities = value;
            return this;
        }

        /**
         * Records what {@link dev.cress.metric.CressMeter} lists. Needs {@code micrometer-core} on the class path, which nothing else does.
         *
         * @param registry where; default nowhere
         * @return this
         */
        public Builder meterRegistry(MeterRegistry registry) {
            meters = Meters.of(registry);
            return this;
        }

        /** {@return the settings} */
        public CressOptions build() {
            if (writeIdRetention.compareTo(operationDeadline) <= 0) {
                throw new IllegalArgumentException("writeIdRetention, " + writeIdRetention
                        + ", is to be longer than operationDeadline, " + operationDeadline
                        + ": until then writes are repeated");
            }
            return new CressOptions(new Builder(this));
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + " is positive, not " + value);
            }
            return value;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is at least 1, not " + value);
            }
            return value;
        }
    }
}

package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bytes that each entity of the type has beside its properties, and that grow at their end: a log, a recording, a file that arrives in pieces. They are no part of the entity's value, so no save of
 * an old copy can overwrite them. They go with the entity.
 *
 * <pre>{@code
 * @RedisEntity("job")
 * @ByteStream(name = "output", max = 1_048_576)
 * record Job(@Id String id, String command) {}
 *
 * jobs.bytes("j-1", "output").append(line)
 * }</pre>
 *
 * @see dev.cress.repository.Attachments
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(ByteStreams.class)
public @interface ByteStream {

    /** Bytes that there may be where nothing is said: 16 MiB. */
    int DEFAULT_MAX = 16 * 1024 * 1024;

    /**
     * Its name, also in keys.
     *
     * @return letters, digits and underscores, at most 48
     */
    String name();

    /**
     * How many bytes there may be; beyond that nothing is appended.
     *
     * @return 1 to 536,870,912, which is the most that Redis keeps under one key
     */
    int max() default DEFAULT_MAX;
}

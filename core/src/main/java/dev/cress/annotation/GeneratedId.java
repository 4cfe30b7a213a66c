package dev.cress.annotation;

import dev.cress.id.IdGenerator;
import dev.cress.id.UuidV7;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An {@link Id} that is made when an entity without one is saved or inserted; the entity that the save emits has it. The property can be null. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface GeneratedId {
    /**
     * What makes ids.
     *
     * @return a class with a constructor without parameters, whose ids are of the property's type, or UUIDs for a {@code String}; for a record of one component, of
     *     that component's type
     */
    Class<? extends IdGenerator<?>> value() default UuidV7.class;
}

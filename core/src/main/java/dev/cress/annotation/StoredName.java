package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name by which a property is stored, where it is not the Java name: of its field in the hash, its index and its change events. So the Java name may change, and the store keeps its own. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface StoredName {
    /**
     * The stored name.
     *
     * @return a name of its own among the properties; of an indexed one {@code [A-Za-z0-9_]{1,48}}
     */
    String value();
}

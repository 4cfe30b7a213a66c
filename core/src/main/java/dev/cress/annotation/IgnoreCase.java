package dev.cress.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that is compared, ordered, indexed and unique without regard to case, by the simple case folding of Unicode 14: {@code STRASSE} equals {@code strasse}, but not
 * {@code straße}. It is stored as it is. Conditions on its end, parts and by expressions keep regarding case.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface IgnoreCase {}

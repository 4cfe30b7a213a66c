/** What a user declares on an entity type. */
@NullMarked
package dev.cress.annotation;

import org.jspecify.annotations.NullMarked;

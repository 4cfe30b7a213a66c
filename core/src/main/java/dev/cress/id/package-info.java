/** Ids that Cress gives to entities that have none. */
@NullMarked
package dev.cress.id;

import org.jspecify.annotations.NullMarked;

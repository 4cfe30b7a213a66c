/** References from entities to entities. */
@NullMarked
package dev.cress.reference;

import org.jspecify.annotations.NullMarked;

/** Positions on the earth. */
@NullMarked
package dev.cress.geo;

import org.jspecify.annotations.NullMarked;

/** A proxy before a Redis server that does to commands and replies what networks do to them. */
@NullMarked
package dev.cress.testing.fault;

import org.jspecify.annotations.NullMarked;

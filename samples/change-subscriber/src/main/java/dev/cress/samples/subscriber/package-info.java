/** A read model of the cities, kept by their change feed, in a process of its own. */
@NullMarked
package dev.cress.samples.subscriber;

import org.jspecify.annotations.NullMarked;

/** The same works done with Cress, with hand-written Lettuce and with other libraries. */
@NullMarked
package dev.cress.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;

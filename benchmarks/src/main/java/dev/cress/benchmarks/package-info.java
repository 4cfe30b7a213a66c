/** Measures Cress beside hand-written Lettuce and its peers: {@code benchmarks/run} starts it. */
@NullMarked
package dev.cress.benchmarks;

import org.jspecify.annotations.NullMarked;

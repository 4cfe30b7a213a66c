/** The parts of an operation that need no server, by JMH: {@code benchmarks/run jmh}. */
@NullMarked
package dev.cress.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;

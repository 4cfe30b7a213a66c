/** The parts of queries that only their own package sees, by JMH: {@code benchmarks/run jmh}. */
@NullMarked
package dev.cress.query;

import org.jspecify.annotations.NullMarked;

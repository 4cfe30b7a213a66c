/** The records that every contestant stores and asks for. */
@NullMarked
package dev.cress.benchmarks.model;

import org.jspecify.annotations.NullMarked;

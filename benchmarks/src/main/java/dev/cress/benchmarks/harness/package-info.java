/** Runs contestants in interleaved rounds against one server, and reports medians and ratios. */
@NullMarked
package dev.cress.benchmarks.harness;

import org.jspecify.annotations.NullMarked;

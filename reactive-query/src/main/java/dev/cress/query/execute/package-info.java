/** Runs plans: pages of ids, probes, hydration, verification, order. */
@NullMarked
package dev.cress.query.execute;

import org.jspecify.annotations.NullMarked;

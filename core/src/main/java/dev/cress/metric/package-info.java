/** What Cress measures, and the hook by which it is recorded. */
@NullMarked
package dev.cress.metric;

import org.jspecify.annotations.NullMarked;

/** Queries: the fluent API, and the fragment that brings it to repositories. */
@NullMarked
package dev.cress.query;

import org.jspecify.annotations.NullMarked;

/** Rules that turn a predicate into a simpler one of the same meaning. */
@NullMarked
package dev.cress.query.rewrite;

import org.jspecify.annotations.NullMarked;

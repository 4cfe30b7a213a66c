package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;

/** One simplification. Returns the same instance when it has nothing to do. */
@FunctionalInterface
interface RewriteRule {

    Predicate apply(Predicate predicate);
}

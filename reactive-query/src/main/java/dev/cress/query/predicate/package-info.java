/** What is asked, bound to a model: byte ranges of index entries, and distances. Pure values. */
@NullMarked
package dev.cress.query.predicate;

import org.jspecify.annotations.NullMarked;

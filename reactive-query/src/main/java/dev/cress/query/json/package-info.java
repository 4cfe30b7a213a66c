/** Criteria as JSON, so that they can travel. */
@NullMarked
package dev.cress.query.json;

import org.jspecify.annotations.NullMarked;

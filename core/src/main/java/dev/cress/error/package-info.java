/** Failures. The second level of the hierarchy answers whether a retry may help. */
@NullMarked
package dev.cress.error;

import org.jspecify.annotations.NullMarked;

/** What users plug in to say how values and ids come about. */
@NullMarked
package dev.cress.convert;

import org.jspecify.annotations.NullMarked;

/** How a property becomes the text that is stored, and back. */
@NullMarked
package dev.cress.codec;

import org.jspecify.annotations.NullMarked;

/** How properties are named in code: by method references, by paths of these. */
@NullMarked
package dev.cress.property;

import org.jspecify.annotations.NullMarked;

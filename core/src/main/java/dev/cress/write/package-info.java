/** What a write may be asked for beside the entity, and what may come of it. */
@NullMarked
package dev.cress.write;

import org.jspecify.annotations.NullMarked;

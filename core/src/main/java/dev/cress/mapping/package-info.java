/** What Cress knows of an entity type: its properties, its indexes, how it is read and built. Nothing here touches Redis. */
@NullMarked
package dev.cress.mapping;

import org.jspecify.annotations.NullMarked;

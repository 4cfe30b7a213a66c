/** Reading and writing of entities by id, and the layout that both need. */
@NullMarked
package dev.cress.entity;

import org.jspecify.annotations.NullMarked;

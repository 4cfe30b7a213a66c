/** Values that are unique in all partitions: reserved where the value is, before the entity that has it is written where that is. */
@NullMarked
package dev.cress.script.claim;

import org.jspecify.annotations.NullMarked;

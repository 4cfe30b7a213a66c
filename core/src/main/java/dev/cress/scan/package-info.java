/** Ordered reading over the partitions of an index: pages by partition, merged. */
@NullMarked
package dev.cress.scan;

import org.jspecify.annotations.NullMarked;

/** Where things are stored: partitions, their hash slots, and every key. The only place that builds key names. */
@NullMarked
package dev.cress.key;

import org.jspecify.annotations.NullMarked;

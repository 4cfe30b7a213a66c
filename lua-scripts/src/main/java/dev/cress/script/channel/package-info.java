/** The script that appends to a durable channel. */
@NullMarked
package dev.cress.script.channel;

import org.jspecify.annotations.NullMarked;

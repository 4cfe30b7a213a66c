/** Scripts that only read. */
@NullMarked
package dev.cress.script.query;

import org.jspecify.annotations.NullMarked;

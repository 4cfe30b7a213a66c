/** Lines on which published messages arrive: one connection for many listeners, restored when it is lost. */
@NullMarked
package dev.cress.line;

import org.jspecify.annotations.NullMarked;

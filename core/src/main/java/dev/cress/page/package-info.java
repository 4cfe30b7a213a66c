/** Streams that are fetched page by page, on demand only. */
@NullMarked
package dev.cress.page;

import org.jspecify.annotations.NullMarked;

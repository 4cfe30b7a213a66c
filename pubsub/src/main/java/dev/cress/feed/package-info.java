/** Change feeds: what was written, in order, resumable. Readers pull; the stream on the server is the buffer. */
@NullMarked
package dev.cress.feed;

import org.jspecify.annotations.NullMarked;

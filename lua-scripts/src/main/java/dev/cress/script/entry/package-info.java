/**
 * Order-preserving index entries: the Java half of the encoding that {@code lua/fragment/encode.lua} has on the server. Both are functions of the
 * stored text alone, so that the server can remove what a client wrote without being told. The format is in {@code docs/storage-layout.md}.
 */
@NullMarked
package dev.cress.script.entry;

import org.jspecify.annotations.NullMarked;

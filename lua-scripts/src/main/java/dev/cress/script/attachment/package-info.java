/** The scripts of what entities have beside their hash: lists and bytes that grow. */
@NullMarked
package dev.cress.script.attachment;

import org.jspecify.annotations.NullMarked;

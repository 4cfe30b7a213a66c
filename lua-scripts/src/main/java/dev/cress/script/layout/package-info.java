/** The script that reads or writes a model's layout record. */
@NullMarked
package dev.cress.script.layout;

import org.jspecify.annotations.NullMarked;

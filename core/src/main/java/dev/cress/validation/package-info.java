/** Checks of entities before they are stored. */
@NullMarked
package dev.cress.validation;

import org.jspecify.annotations.NullMarked;

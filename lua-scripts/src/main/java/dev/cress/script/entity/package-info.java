/** The scripts that write one entity: their arguments and their replies as types. */
@NullMarked
package dev.cress.script.entity;

import org.jspecify.annotations.NullMarked;

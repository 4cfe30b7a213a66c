/** The entry point: a context over one Redis deployment, from which repositories come. */
@NullMarked
package dev.cress;

import org.jspecify.annotations.NullMarked;

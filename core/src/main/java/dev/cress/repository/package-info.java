/** Repositories: the interface that users extend, and the fragments that modules contribute to it. */
@NullMarked
package dev.cress.repository;

import org.jspecify.annotations.NullMarked;

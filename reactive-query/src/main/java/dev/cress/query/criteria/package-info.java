/** What is asked: immutable criteria over named properties. Knows no index, no server and no plan. */
@NullMarked
package dev.cress.query.criteria;

import org.jspecify.annotations.NullMarked;

/** How a query is answered: a tree of steps, chosen by estimated cost. Arithmetic on values; nothing here touches a server. */
@NullMarked
package dev.cress.query.plan;

import org.jspecify.annotations.NullMarked;

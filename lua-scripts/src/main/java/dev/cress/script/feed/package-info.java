/** The scripts of consumer groups: leases, places, dead letters, members. */
@NullMarked
package dev.cress.script.feed;

import org.jspecify.annotations.NullMarked;

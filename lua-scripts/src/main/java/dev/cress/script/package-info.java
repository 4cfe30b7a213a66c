/**
 * The protocol that Cress speaks with the server: Lua sources with their header contracts, loaded, checked and hashed once. Plain Java; nothing here
 * knows a connection.
 */
@NullMarked
package dev.cress.script;

import org.jspecify.annotations.NullMarked;

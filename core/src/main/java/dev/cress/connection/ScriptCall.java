package dev.cress.connection;

import dev.cress.script.LuaScript;
import java.util.List;

/**
 * A script with its keys and arguments.
 *
 * @param script the script
 * @param keys every key that it touches, all in one slot
 * @param arguments its arguments
 * @param <R> decoded reply
 */
public record ScriptCall<R>(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {}

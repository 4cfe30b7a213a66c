package dev.cress.script;

import java.util.function.Function;

/** The two texts in which a script exists. */
public enum Dialect {
    PLAIN(LuaScript::plain),
    FLAGGED(LuaScript::flagged);

    private final Function<LuaScript<?>, ScriptText> text;

    Dialect(Function<LuaScript<?>, ScriptText> text) {
        this.text = text;
    }

    byte[] of(LuaScript<?> script) {
        return text.apply(script).body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}

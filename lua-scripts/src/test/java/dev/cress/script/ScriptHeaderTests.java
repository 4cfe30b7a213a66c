package dev.cress.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptHeaderTests {

    @Test
    void readsEverySection() {
        ScriptHeader header = ScriptHeader.parse("a/s", """
                --[[
                a/s   Does something.
                KEYS    1 entity   hash  {ks}:e:<id>
                        2 index... zset  {ks}:i:<index>
                ARGV    1 mode     one or another
                        2 rest...  what follows
                REPLY   {"DONE", version} | {"NONE"}
                        {"REFUSED", key, detail}
                ERRORS  FW_ARGUMENT
                FLAGS   allow-oom, no-cluster
                COST    O(1)
                ]]
                return {'DONE'}
                """);

        assertThat(header.name()).isEqualTo("a/s");
        assertThat(header.keys()).containsExactly("entity", "index...");
        assertThat(header.arguments()).containsExactly("mode", "rest...");
        assertThat(header.replyTags()).containsExactlyInAnyOrder("DONE", "NONE", "REFUSED");
        assertThat(header.flags()).containsExactly("allow-oom", "no-cluster");
    }

    @Test
    void rejectsAScriptWithoutHeader() {
        assertThatThrownBy(() -> ScriptHeader.parse("a/s", "return 1"))
                .isInstanceOf(ScriptSourceException.class)
                .hasMessage("a/s.lua does not begin with a header comment");
        assertThatThrownBy(() -> ScriptHeader.parse("a/s", "\n--[[\na/s\n]]\nreturn 1"))
                .isInstanceOf(ScriptSourceException.class);
    }

    @Test
    void rejectsSlotsOutOfOrder() {
        assertThatThrownBy(() -> ScriptHeader.parse("a/s", "--[[\na/s\nKEYS 1 a hash\n     3 b hash\n]]\n"))
                .hasMessage("a/s.lua: slot 2 expected, found: 3 b hash");
        assertThatThrownBy(() -> ScriptHeader.parse("a/s", "--[[\na/s\nARGV a text\n]]\n"))
                .hasMessageContaining("slot 1 expected");
    }

    @Test
    void rejectsAScriptThatCallsItselfDifferently() {
        assertThatThrownBy(() -> LuaScript.load("gone/script", reply -> reply)).hasMessageContaining("no script");
    }
}

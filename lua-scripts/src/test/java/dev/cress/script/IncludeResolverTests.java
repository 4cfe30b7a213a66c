package dev.cress.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IncludeResolverTests {

    private static String resolve(String script, Map<String, String> files) {
        ScriptSources sources = name -> {
            String source = files.get(name);
            if (source == null) {
                throw new ScriptSourceException("no script /lua/" + name + ".lua on the class path");
            }
            return source;
        };
        return new IncludeResolver(sources).resolve(script);
    }

    @Test
    void putsFragmentsInPlaceWithoutTheirHeaders() {
        assertThat(resolve(
                        "a/s",
                        Map.of(
                                "a/s", "--[[\na/s  Does.\nKEYS 1 k x\n]]\n-- @include f/one\n\nreturn one()\n",
                                "f/one", "--[[\nf/one  One.\n]]\nlocal function one()\n  return 1\nend\n")))
                .isEqualTo("local function one()\n  return 1\nend\nreturn one()\n");
    }

    @Test
    void putsASharedFragmentOnceAndBeforeItsFirstUse() {
        assertThat(resolve(
                        "s",
                        Map.of(
                                "s", "-- @include a\n  --   @include   b  \nreturn a() + b()",
                                "a", "-- @include c\nlocal a",
                                "b", "-- @include c\nlocal b",
                                "c", "local c")))
                .isEqualTo("local c\nlocal a\nlocal b\nreturn a() + b()\n");
    }

    @Test
    void startsAnewForEachScript() {
        Map<String, String> files = Map.of("s", "-- @include a\nreturn a", "a", "local a");
        assertThat(resolve("s", files)).isEqualTo(resolve("s", files));
    }

    @Test
    void rejectsAMissingScript() {
        assertThatThrownBy(() -> resolve("s", Map.of()))
                .isInstanceOf(ScriptSourceException.class)
                .hasMessage("no script /lua/s.lua on the class path");
    }

    @Test
    void rejectsAMissingFragmentWithFileAndLine() {
        assertThatThrownBy(() -> resolve("s", Map.of("s", "--[[\ns\n]]\nlocal x\n-- @include gone\n")))
                .isInstanceOf(ScriptSourceException.class)
                .hasMessage("s.lua:5 includes gone: no script /lua/gone.lua on the class path");
    }

    @Test
    void namesTheFileThatIncludesAMissingFragmentAndNoOther() {
        assertThatThrownBy(() -> resolve("s", Map.of("s", "-- @include a", "a", "\n\n-- @include gone")))
                .hasMessage("a.lua:3 includes gone: no script /lua/gone.lua on the class path");
    }

    @Test
    void rejectsACircleWithFileAndLine() {
        assertThatThrownBy(
                        () -> resolve("s", Map.of("s", "-- @include a", "a", "-- @include b", "b", "x\n-- @include a")))
                .hasMessage("b.lua:2 includes a in a circle: [s, a, b]");
        assertThatThrownBy(() -> resolve("s", Map.of("s", "-- @include s")))
                .hasMessageStartingWith("s.lua:1 includes s in a circle");
    }

    @Test
    void rejectsASecondIncludeInOneFileWithFileAndLine() {
        assertThatThrownBy(() -> resolve("s", Map.of("s", "-- @include a\n\n-- @include a", "a", "local a")))
                .hasMessage("s.lua:3 includes a a second time");
    }

    @Test
    void readsWindowsLineEnds() {
        assertThat(resolve("s", Map.of("s", "--[[\r\ns\r\n]]\r\n-- @include a\r\nreturn a\r\n", "a", "local a\r\n")))
                .isEqualTo("local a\nreturn a\n");
    }
}

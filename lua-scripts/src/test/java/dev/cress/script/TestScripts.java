package dev.cress.script;

import java.nio.charset.StandardCharsets;

/** Scripts over packaged fragments, for tests. */
public final class TestScripts {

    private TestScripts() {}

    /** The text of a script that is not packaged, with its includes resolved. */
    public static byte[] resolve(String source) {
        ScriptSources sources = name -> name.equals("test/script") ? source : ScriptSources.PACKAGED.read(name);
        return new IncludeResolver(sources).resolve("test/script").getBytes(StandardCharsets.UTF_8);
    }
}

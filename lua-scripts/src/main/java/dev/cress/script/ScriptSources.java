package dev.cress.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads script sources by name, {@code entity/save} for {@code lua/entity/save.lua}. */
@FunctionalInterface
interface ScriptSources {

    /** The sources that are packaged with this module. */
    ScriptSources PACKAGED = name -> {
        String path = "/lua/" + name + ".lua";
        try (InputStream in = ScriptSources.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new ScriptSourceException("no script " + path + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    };

    String read(String name);
}

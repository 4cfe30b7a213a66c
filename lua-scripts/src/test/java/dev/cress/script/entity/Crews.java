package dev.cress.script.entity;

import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import java.util.concurrent.atomic.AtomicInteger;

/** Crews in partitions of their own, of one namespace. */
final class Crews {

    private final ScriptServer server;
    private final String namespace;
    private final AtomicInteger spaces = new AtomicInteger();

    Crews(ScriptServer server, String namespace) {
        this.server = server;
        this.namespace = namespace;
    }

    /** A partition in which nothing is yet. */
    Crew next(Dialect dialect) {
        return new Crew(server, dialect, namespace + "." + spaces.incrementAndGet() + ".");
    }

    /** The last one as another client reaches it. */
    Crew last(ScriptServer client, Dialect dialect) {
        return new Crew(client, dialect, namespace + "." + spaces.get() + ".");
    }
}

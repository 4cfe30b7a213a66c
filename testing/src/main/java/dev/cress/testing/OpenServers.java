package dev.cress.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of this JVM that are not closed yet; a shutdown hook closes what is left. */
final class OpenServers {

    private static final Logger log = LoggerFactory.getLogger(OpenServers.class);

    private static final Set<EmbeddedRedis> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(EmbeddedRedis::close), "cress-redis-close"));
    }

    private OpenServers() {}

    static EmbeddedRedis add(EmbeddedRedis server) {
        OPEN.add(server);
        log.debug("{} started", server);
        return server;
    }

    static void remove(EmbeddedRedis server) {
        OPEN.remove(server);
        log.debug("{} closed", server);
    }
}

package dev.cress.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks unused TCP ports on the loopback interface, below the range from which operating systems take the ports of
 * outgoing connections. A server that is killed can therefore come back on its port: no reconnecting client can have been
 * given that port as its own meanwhile.
 */
final class FreePorts {

    /** A cluster node also listens on its port plus 10,000, so these ranges stay below 32,768 and do not overlap. */
    private static final int LOWEST = 10_000;

    private static final int HIGHEST = 20_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new RedisStartException("No free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

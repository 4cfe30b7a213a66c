package dev.cress.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Picks unused TCP ports on the loopback interface, below the range from which operating systems take the ports of
 * outgoing connections. A server that is killed can therefore come back on its port: no reconnecting client can have been
 * given that port as its own meanwhile. No port is given twice before all of a {@linkplain PortBlocks block} were.
 */
final class FreePorts {

    private static final int ATTEMPTS = 1_000;
    private static final FreePorts OF_THIS_PROGRAM = new FreePorts();

    private final Queue<Integer> left = new ArrayDeque<>();

    static int next() {
        return OF_THIS_PROGRAM.take();
    }

    synchronized int take() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (left.isEmpty()) {
                left.addAll(PortBlocks.take());
            }
            int port = left.remove();
            if (isFree(port)) {
                return port;
            }
        }
        throw new RedisStartException("No free port among " + ATTEMPTS);
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

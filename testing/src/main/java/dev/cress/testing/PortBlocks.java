package dev.cress.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which of the programs that run on this machine has which ports: blocks of them, each the lock of a byte of a file, which ends with the program. Nodes of a cluster call each other again and again,
 * strangers too who have come to the port of a node that ended; so programs that run at the same time never share a port, not even one after the other.
 */
final class PortBlocks {

    /** A cluster node also listens on its port plus 10,000, so these ranges stay below 32,768 and do not overlap. */
    static final int LOWEST = 10_000;

    static final int SIZE = 100;
    private static final int BLOCKS = 100;

    private static final List<Integer> OWN = new ArrayList<>();
    private static @Nullable FileChannel locks;

    private PortBlocks() {}

    /** A block that no other program has, in an order of its own; one of those that this one has had when there is no other. */
    static synchronized List<Integer> take() {
        List<Integer> blocks = shuffled(0, BLOCKS);
        blocks.removeAll(OWN);
        for (int block : blocks) {
            if (lock(block)) {
                OWN.add(block);
                return ports(block);
            }
        }
        if (OWN.isEmpty()) {
            throw new RedisStartException("All ports from " + LOWEST + " to " + (LOWEST + BLOCKS * SIZE - 1)
                    + " belong to other programs that start servers");
        }
        Collections.rotate(OWN, 1);
        return ports(OWN.get(0));
    }

    private static List<Integer> ports(int block) {
        int first = LOWEST + block * SIZE;
        return shuffled(first, first + SIZE);
    }

    private static List<Integer> shuffled(int from, int to) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(from, to).boxed().toList());
        Collections.shuffle(numbers);
        return numbers;
    }

    /** Locks a block until the program ends; false when another one, or this one, has done so. */
    static synchronized boolean lock(int block) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "cress-ports-" + System.getProperty("user.name"));
        try {
            if (locks == null) {
                locks = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            }
            return locks.tryLock(block, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new RedisStartException("Cannot lock a part of " + file + ", by which programs share the ports", e);
        }
    }
}

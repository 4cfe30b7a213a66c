package dev.cress.connection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts commands that are about to leave together into as few calls as their order allows: writes of different entities of the same type and partition travel in one call of their script.
 *
 * <p><b>Ordering</b> A write travels in the call of an earlier one, and so before what stands between both. It does so only past writes of other entities; a command of which that is not known lets nothing pass.
 *
 * <p><b>Bounds</b> A call holds the server for about two milliseconds at most: it has at most {@value #MOST_WRITES} writes, fewer of a type with many indexes or long values.
 */
final class WriteJoiner {

    /** With six indexes a write takes the server up to 90 microseconds; more than this many gain no more. */
    static final int MOST_WRITES = 32;

    /** Keys of all writes of a call, each of which may mean a command to change it. */
    static final int MOST_KEYS = 384;

    /** What the arguments of all writes of a call have together. */
    static final int MOST_BYTES = 65_536;

    /** Of all writes of a call: far below what Lua takes apart at once. */
    static final int MOST_ARGUMENTS = 2_000;

    /** Writes that leave in one call. */
    private static final class Group {

        private final int place;
        private final JoinableCall call;
        private final List<Attempt> writes;
        private int bytes;
        private int arguments;

        Group(int place, JoinableCall call, List<Attempt> writes) {
            this.place = place;
            this.call = call;
            this.writes = writes;
        }

        boolean hasRoom(JoinableCall next, int nextBytes) {
            int more = writes.size() + 1;
            return more <= MOST_WRITES
                    && more * call.keys().size() <= MOST_KEYS
                    && bytes + nextBytes <= MOST_BYTES
                    && arguments + next.arguments().size() <= MOST_ARGUMENTS
                    && call.goesWith(next);
        }

        void add(Attempt write, JoinableCall next, int nextBytes) {
            writes.add(write);
            bytes += nextBytes;
            arguments += next.arguments().size();
        }
    }

    private final List<List<Attempt>> calls = new ArrayList<>();
    private final List<Group> open = new ArrayList<>();
    /** For each entity in which call its last write is. */
    private final Map<ByteBuffer, Integer> last = new HashMap<>();

    private WriteJoiner() {}

    /**
     * @param commands in the order in which they came
     * @return the same, each list in one call, in the order in which these are to leave
     */
    static List<List<Attempt>> join(List<Attempt> commands) {
        WriteJoiner joiner = new WriteJoiner();
        commands.forEach(joiner::add);
        return joiner.calls;
    }

    private void add(Attempt command) {
        JoinableCall call = command.joinable();
        if (call == null) {
            open.clear();
            last.clear();
            calls.add(List.of(command));
            return;
        }
        ByteBuffer entity = call.entity();
        int bytes = call.bytes();
        Group group = groupFor(call, bytes, last.get(entity));
        if (group == null) {
            group = newGroup(call);
        }
        group.add(command, call, bytes);
        last.put(entity, group.place);
    }

    /** @param before in which call the last write of the same entity is, null for none */
    private @Nullable Group groupFor(JoinableCall call, int bytes, @Nullable Integer before) {
        for (Group group : open) {
            if ((before == null || before < group.place) && group.hasRoom(call, bytes)) {
                return group;
            }
        }
        return null;
    }

    private Group newGroup(JoinableCall call) {
        List<Attempt> writes = new ArrayList<>();
        Group group = new Group(calls.size(), call, writes);
        open.removeIf(other -> other.call.goesWith(call)); // full, or before an earlier write of the same entity
        open.add(group);
        calls.add(writes);
        return group;
    }
}

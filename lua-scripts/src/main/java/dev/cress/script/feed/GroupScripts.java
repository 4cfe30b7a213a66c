package dev.cress.script.feed;

import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The scripts of consumer groups and their arguments. */
public final class GroupScripts {

    /** Takes a partition. */
    public static final LuaScript<LeaseReply> LEASE = LuaScript.load("feed/lease", LeaseReply::decode);

    /** Keeps a place, and a lease. */
    public static final LuaScript<OffsetReply> COMMIT = LuaScript.load("feed/commit", OffsetReply::decodeCommit);

    /** Puts an event among the dead letters. */
    public static final LuaScript<OffsetReply> BURY = LuaScript.load("feed/bury", OffsetReply::decodeBury);

    /** Counts members. */
    public static final LuaScript<MembersReply> JOIN = LuaScript.load("feed/join", MembersReply::decode);

    private GroupScripts() {}

    /**
     * Arguments of {@link #LEASE} for a group that begins at a place.
     *
     * @param member name of the member
     * @param millis how long it has the partition
     * @param version place of the last event that does not matter
     * @param number likewise
     * @return the arguments after the keys
     */
    public static List<byte[]> lease(String member, long millis, long version, long number) {
        return texts(member, millis, version, number);
    }

    /**
     * Arguments of {@link #LEASE} for a group that begins with the next event.
     *
     * @param member name of the member
     * @param millis how long it has the partition
     * @return the arguments after the keys
     */
    public static List<byte[]> leaseFromNow(String member, long millis) {
        return texts(member, millis, "", "");
    }

    /**
     * Arguments of {@link #COMMIT} that keep a place.
     *
     * @param fence number of the taking
     * @param version place of the last event that is done
     * @param number likewise
     * @param attempts how often the next event was tried
     * @param millis how much longer the member has the partition, 0 to give it back
     * @return the arguments after the keys
     */
    public static List<byte[]> commit(long fence, long version, long number, int attempts, long millis) {
        return texts(fence, version, number, attempts, millis, "");
    }

    /**
     * Arguments of {@link #COMMIT} that keep a place before the one that is kept, after history was lost.
     *
     * @param fence number of the taking
     * @param version place of the last event that is done
     * @param number likewise
     * @param millis how much longer the member has the partition
     * @return the arguments after the keys
     */
    public static List<byte[]> commitBack(long fence, long version, long number, long millis) {
        return texts(fence, version, number, 0, millis, "1");
    }

    /**
     * Arguments of {@link #COMMIT} that leave the place.
     *
     * @param fence number of the taking
     * @param millis how much longer the member has the partition, 0 to give it back
     * @return the arguments after the keys
     */
    public static List<byte[]> renew(long fence, long millis) {
        return texts(fence, "", "", 0, millis, "");
    }

    /**
     * Arguments of {@link #BURY}.
     *
     * @param letter the event and why it failed
     * @param retention dead letters that are kept at least
     * @return the arguments after the keys
     */
    public static List<byte[]> bury(Letter letter, long retention) {
        List<byte[]> arguments = new ArrayList<>(texts(
                letter.fence(),
                letter.event().version(),
                letter.event().number(),
                letter.kept().version(),
                letter.kept().number(),
                letter.next(),
                letter.attempts(),
                letter.reason(),
                retention));
        arguments.addAll(letter.fields());
        return arguments;
    }

    /**
     * Arguments of {@link #JOIN} of a member.
     *
     * @param member name of the member
     * @param millis how long it counts as alive, 0 when it leaves
     * @return the arguments after the keys
     */
    public static List<byte[]> join(String member, long millis) {
        return texts(member, millis, "");
    }

    /**
     * Arguments of {@link #JOIN} that pause the group.
     *
     * @return the arguments after the keys
     */
    public static List<byte[]> pause() {
        return texts("", 0, "1");
    }

    /**
     * Arguments of {@link #JOIN} that let the group go on.
     *
     * @return the arguments after the keys
     */
    public static List<byte[]> resume() {
        return texts("", 0, "0");
    }

    private static List<byte[]> texts(Object... values) {
        return Stream.of(values)
                .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * An event that could not be handled.
     *
     * @param fence number of the taking
     * @param event its place
     * @param kept place of the last event before which all are done, with this one
     * @param next how often the event after that was tried
     * @param attempts how often this one was tried
     * @param reason why it failed, without values
     * @param fields fields of the event, names and values in turn
     */
    public record Letter(
            long fence, Place event, Place kept, int next, int attempts, String reason, List<byte[]> fields) {}

    /**
     * A place in a partition.
     *
     * @param version version of an event
     * @param number number of it
     */
    public record Place(long version, long number) {}
}

package dev.cress.script.feed;

import dev.cress.script.ScriptReply;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code feed/lease} found or did. */
public sealed interface LeaseReply {

    /**
     * @param fence number of this taking
     * @param version place of the last event that is done
     * @param number likewise
     * @param attempts how often the next event was tried
     * @param buried numbers of later events that are among the dead letters already
     */
    record Leased(long fence, long version, long number, int attempts, Set<Long> buried) implements LeaseReply {}

    /**
     * @param member who has it
     * @param millis for how much longer
     */
    record Held(String member, long millis) implements LeaseReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements LeaseReply {}

    private static Set<Long> numbers(String text) {
        return text.isEmpty()
                ? Set.of()
                : Stream.of(text.split(" ")).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static LeaseReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "LEASED" ->
                new Leased(
                        reply.number(1),
                        reply.number(2),
                        reply.number(3),
                        (int) reply.number(4),
                        numbers(reply.text(5)));
            case "HELD" -> new Held(reply.text(1), reply.number(2));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}

package dev.cress.integration;

import static dev.cress.integration.Breakages.DELETE;
import static dev.cress.integration.Breakages.source;

import java.util.stream.Stream;

/** Defects of lists and bytes beside properties, that tests have to notice. */
final class AttachmentBreakages {

    private static final String PUSH = "attachment/push";
    private static final String APPEND = "attachment/append";
    private static final String OWNER = "if nobody then return nobody end";

    private AttachmentBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofStore(
                        "list and bytes stay when the entity goes",
                        source(DELETE, "redis.call('UNLINK', unpack(attachments))", ""),
                        Rule.ATTACHMENT),
                Breakage.ofStore(
                        "one attachment stays when the entity goes",
                        source(
                                DELETE,
                                "redis.call('UNLINK', unpack(attachments))",
                                "redis.call('UNLINK', attachments[1])"),
                        Rule.ATTACHMENT),
                Breakage.ofAnswers("push to what is not stored", source(PUSH, OWNER, ""), Rule.ATTACHMENT),
                Breakage.ofAnswers("append to what is not stored", source(APPEND, OWNER, ""), Rule.ATTACHMENT),
                Breakage.ofAnswers("list is not cut", source(PUSH, "'MAXLEN', '=', most, ", ""), Rule.ATTACHMENT),
                Breakage.ofAnswers(
                        "bytes have no limit",
                        source(APPEND, "if length + #more > most then", "if false then"),
                        Rule.ATTACHMENT),
                Breakage.ofAnswers(
                        "newest elements are cut",
                        source(PUSH, "for i = elements, #argv do", "for i = #argv, elements, -1 do")),
                Breakage.ofAnswers(
                        "named push is applied twice",
                        () -> Fault.whereInSource(PUSH, "if known then return cmsgpack.unpack(known) end", "")));
    }
}

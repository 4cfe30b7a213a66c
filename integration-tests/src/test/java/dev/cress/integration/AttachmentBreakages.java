package dev.cress.integration;

import static dev.cress.integration.Breakages.DELETE;
import static dev.cress.integration.Breakages.source;

import java.util.stream.Stream;

/** Defects of lists and bytes beside properties and of dropped fields, that tests have to notice. */
final class AttachmentBreakages {

    private static final String PUSH = "attachment/push";
    private static final String APPEND = "attachment/append";
    private static final String DROP = "entity/drop";
    private static final String OWNER = "if nobody then return nobody end";

    private AttachmentBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofStore(
                        "list and bytes stay when the entity goes",
                        source(DELETE, "redis.call('UNLINK', unpack(attachments))", ""),
                        Rule.ATTACHMENT),
                Breakage.ofAnswers("push to what is not stored", source(PUSH, OWNER, ""), Rule.ATTACHMENT),
                Breakage.ofAnswers("list is not cut", source(PUSH, "'MAXLEN', '=', most, ", ""), Rule.ATTACHMENT),
                Breakage.ofAnswers(
                        "bytes have no limit",
                        source(APPEND, "if length + #more > most then", "if false then"),
                        Rule.ATTACHMENT),
                Breakage.ofAnswers(
                        "named push is applied twice",
                        () -> Fault.whereInSource(PUSH, "if known then return cmsgpack.unpack(known) end", "")),
                Breakage.ofAnswers(
                        "drop gives no version",
                        source(DROP, "redis.call('HSET', entity, '\\0v', version)", ""),
                        Rule.EVENT_VERSION),
                Breakage.ofAnswers(
                        "drop takes what is not named",
                        source(DROP, "local takes = named[field]", "local takes = named[field] or field == 'note'"),
                        Rule.ENTRY_PRESENT,
                        Rule.ENTRY_TRUE));
    }
}

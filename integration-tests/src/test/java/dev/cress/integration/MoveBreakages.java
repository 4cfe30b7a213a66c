package dev.cress.integration;

import static dev.cress.integration.Breakages.source;

import java.util.stream.Stream;

/** Breakages of renames over partitions. */
final class MoveBreakages {

    private static final String STAGE = "move/stage";
    private static final String DEPART = "move/depart";
    private static final String ARRIVE = "move/arrive";
    private static final String EVENT = "moves[#moves + 1] = event\n";

    private MoveBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofStore(
                        "what leaves is still there",
                        source(DEPART, "redis.call('UNLINK', entity, permit, ", "redis.call('UNLINK', permit, "),
                        Rule.PRIMARY),
                Breakage.ofStore("what leaves is not announced", source(DEPART, EVENT, ""), Rule.EVENT_NUMBER),
                Breakage.ofStore("what arrives is not announced", source(ARRIVE, EVENT, ""), Rule.EVENT_NUMBER),
                Breakage.ofStore(
                        "what arrives is still kept",
                        source(ARRIVE, "redis.call('HDEL', target, '\\0m', '\\0u', '\\0w', '\\0c')", ""),
                        Rule.KNOWN_FIELD),
                Breakage.ofStore(
                        "what has arrived is still noted",
                        source("move/settle", "redis.call('HDEL', ways, '>' .. token)", ""),
                        Rule.WAYS),
                Breakage.ofAnswers(
                        "lists and bytes do not arrive",
                        source(STAGE, "redis.pcall('RESTORE', key, '0', dump)", "nil")));
    }
}

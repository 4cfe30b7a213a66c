package dev.cress.integration;

import static dev.cress.integration.Breakages.DELETE;
import static dev.cress.integration.Breakages.SAVE;
import static dev.cress.integration.Breakages.source;

import java.util.stream.Stream;

/** Defects of removals, claims and positions, that tests have to notice. */
final class RemovalBreakages {

    private RemovalBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofStore(
                        "position stays when it becomes null",
                        source(SAVE, "    remove_position(moves, key, id, old)\n", ""),
                        Rule.GEO_MEMBER),
                Breakage.ofStore(
                        "changed position is taken out",
                        source(
                                SAVE,
                                "if new then\n    local longitude",
                                "if new and not old then\n    local longitude"),
                        Rule.GEO_MEMBER),
                Breakage.ofStore(
                        "claim stays when the entity goes",
                        source(DELETE, "if old then moves[#moves + 1] = {'HDEL', key, before} end", ""),
                        Rule.CLAIM_TRUE),
                Breakage.ofStore(
                        "entries stay when the entity goes",
                        source(DELETE, "if before then remove_member(moves, key, before .. '\\2' .. id) end", ""),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "claim names another entity",
                        source(SAVE, "{'HSET', key, entry, id}", "{'HSET', key, entry, id .. 'x'}"),
                        Rule.CLAIM_TRUE),
                Breakage.ofStore(
                        "deletion is not announced", source(DELETE, "moves[#moves + 1] = event", ""), Rule.REPLAY),
                Breakage.ofStore(
                        "deletion does not tell what was there",
                        source(
                                DELETE,
                                "event[#event + 1] = '-' .. name; event[#event + 1] = stored[i + 1]",
                                "local lost"),
                        Rule.EVENT_HISTORY),
                Breakage.ofStore(
                        "deletion has no version of its own",
                        source(DELETE, "local version = next_version(known[2], found)", "local version = found"),
                        Rule.EVENT_ORDER));
    }
}

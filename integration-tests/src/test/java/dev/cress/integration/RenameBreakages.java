package dev.cress.integration;

import static dev.cress.integration.Breakages.source;

import java.util.stream.Stream;

/** Breakages of renames. */
final class RenameBreakages {

    private static final String RENAME = "entity/rename";

    private RenameBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofStore(
                        "rename leaves the entries of the old id",
                        source(
                                RENAME,
                                "refusal = refusal or apply_moves(moves, id)\nmoves = {}",
                                "for i = #moves, 1, -1 do if moves[i][1] == 'ZREM' then table.remove(moves, i) end end\nrefusal = refusal or apply_moves(moves, id)\nmoves = {}"),
                        Rule.ENTRY_TRUE),
                Breakage.ofAnswers(
                        "rename leaves lists and bytes behind",
                        source(
                                RENAME,
                                "moves[#moves + 1] = {'RENAME', from, to}",
                                "moves[#moves + 1] = {'TYPE', from}")),
                Breakage.ofAnswers(
                        "rename over another entity",
                        source(RENAME, "if taken[1] then return {'EXISTS', taken[1]} end", "")),
                Breakage.ofStore(
                        "rename tells no deletion",
                        source(
                                RENAME,
                                "moves[#moves + 1] = gone; moves[#moves + 1] = come",
                                "moves[#moves + 1] = come"),
                        Rule.EVENT_NUMBER));
    }
}

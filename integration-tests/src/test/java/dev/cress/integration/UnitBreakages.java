package dev.cress.integration;

import java.util.stream.Stream;

/** Breakages of units of work. */
final class UnitBreakages {

    private static final String UNIT = "entity/unit";

    private UnitBreakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                Breakage.ofAnswers(
                        "unit writes before all is checked",
                        () -> Fault.inSource(
                                UNIT,
                                "local redis = deferred(server, moves, backs, events, rest)",
                                "local redis = server")),
                Breakage.ofAnswers(
                        "unit goes on after a refusal",
                        () -> Fault.inSource(
                                UNIT,
                                "return {lasting(reply) and 'REFUSED' or 'BLOCKED', tostring(#replies), reply}",
                                "")),
                Breakage.ofStore(
                        "unit leaves out what one write does to indexes",
                        () -> Fault.inSource(
                                UNIT,
                                "for i, move in ipairs(moves) do",
                                "if moves[1][1] ~= 'XADD' then table.remove(moves, 1); table.remove(backs, 1) end\n  for i, move in ipairs(moves) do"),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "unit appends one event only",
                        () -> Fault.inSource(
                                UNIT,
                                "for _, event in ipairs(events) do moves[#moves + 1] = event end",
                                "moves[#moves + 1] = events[1]"),
                        Rule.EVENT_NUMBER),
                Breakage.ofAnswers(
                        "unit forgets what its writes have done",
                        () -> Fault.inSource(UNIT, "known[words[2]] = fields", "")),
                Breakage.ofAnswers(
                        "named unit is applied twice",
                        () -> Fault.whereInSource(UNIT, "if known then return cmsgpack.unpack(known) end", "")));
    }
}

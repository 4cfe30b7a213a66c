package dev.cress.integration;

import dev.cress.integration.Operation.Kind;
import dev.cress.integration.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operations of a history have done, by the change events: one event for each effect. Each operation that succeeded has one, with the version that the client
 * was told; one that was refused or not run has none; one of unknown outcome has at most one. Increments of unknown outcome are told by their number only.
 */
final class Effects {

    private final Map<Long, Long> versionOfMark = new HashMap<>();
    private final Map<Long, String> idOfMark = new HashMap<>();
    private final Map<String, Integer> deletions = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private int surprises;

    private Effects() {}

    /** Fails when the events are not the effects of the operations. Returns how many operations of unknown outcome took effect. */
    static int require(History history, List<StoredEvent> events) {
        Effects effects = new Effects();
        events.forEach(effects::add);
        history.units().forEach(effects::compareUnit);
        Map<String, Integer> deletionsDone = new HashMap<>();
        Map<String, Integer> deletionsOpen = new HashMap<>();
        Map<String, Integer> incrementsOpen = new HashMap<>();
        for (Operation operation : history.operations()) {
            if (operation.kind() == Kind.INCREMENT && operation.open()) {
                incrementsOpen.merge(operation.id(), 1, Integer::sum);
            } else if (operation.kind() == Kind.INCREMENT && operation.outcome() == Outcome.DONE
                    || operation.kind().writes()) {
                effects.compare(operation);
            } else if (operation.kind() == Kind.DELETE && operation.outcome() == Outcome.DONE) {
                deletionsDone.merge(operation.id(), 1, Integer::sum);
            } else if (operation.kind() == Kind.DELETE && operation.open()) {
                deletionsOpen.merge(operation.id(), 1, Integer::sum);
            }
        }
        effects.compareDeletions(deletionsDone, deletionsOpen);
        effects.compareIncrements(incrementsOpen);
        effects.versionOfMark.forEach((mark, version) -> effects.problems.add("nobody wrote mark " + mark));
        if (!effects.problems.isEmpty()) {
            throw new AssertionError(effects.problems.size() + " effects are wrong:\n  "
                    + String.join("\n  ", effects.problems.subList(0, Math.min(20, effects.problems.size()))));
        }
        return effects.surprises;
    }

    private void add(StoredEvent event) {
        if (event.removes()) {
            deletions.merge(event.id(), 1, Integer::sum);
            return;
        }
        long mark = Long.parseLong(event.values('+').get("mark"));
        if (versionOfMark.put(mark, event.version()) != null) {
            problems.add("the write of mark " + mark + " took effect twice");
        }
        idOfMark.put(mark, event.id());
    }

    private void compareUnit(List<Long> marks) {
        long there = marks.stream().filter(versionOfMark::containsKey).count();
        if (there != 0 && there != marks.size()) {
            problems.add("of the unit of marks " + marks + " took effect " + there);
        }
    }

    private void compare(Operation operation) {
        Long version = versionOfMark.remove(operation.mark());
        if (operation.outcome() == Outcome.DONE && version == null) {
            problems.add("acknowledged, but without effect: " + operation);
        } else if (operation.outcome() == Outcome.DONE && version != operation.version()) {
            problems.add("took effect with version " + version + ": " + operation);
        } else if (operation.outcome() != Outcome.DONE && !operation.open() && version != null) {
            problems.add("took effect, which its client was told it had not: " + operation);
        }
        surprises += operation.open() && version != null ? 1 : 0;
    }

    /** What is left of increments: those that were acknowledged are compared already. */
    private void compareIncrements(Map<String, Integer> open) {
        List<Long> made = versionOfMark.keySet().stream()
                .filter(mark -> mark % Operation.UNIT != 0)
                .toList();
        made.forEach(mark -> {
            versionOfMark.remove(mark);
            surprises++;
            if (open.merge(idOfMark.get(mark), -1, Integer::sum) < 0) {
                problems.add(
                        "more increments took effect than were sent: " + idOfMark.get(mark) + " has had mark " + mark);
            }
        });
    }

    private void compareDeletions(Map<String, Integer> done, Map<String, Integer> open) {
        done.keySet().forEach(id -> deletions.putIfAbsent(id, 0));
        deletions.forEach((id, happened) -> {
            int told = done.getOrDefault(id, 0);
            int most = told + open.getOrDefault(id, 0);
            if (happened < told || happened > most) {
                problems.add(id + " was deleted " + happened + " times, clients know of " + told + " to " + most);
            }
        });
    }
}

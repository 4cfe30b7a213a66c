package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The change events of a partition: their own form and order, and that replaying them from nothing gives what is stored. When the
 * stream has been trimmed, only ids whose creation is still in it are replayed.
 */
final class EventChecks {

    private static final String PREFIXES = "-+~=";

    private final StoredPartition partition;
    private final Violations violations;
    private final boolean trimmed;

    /** The replayed state: id to indexed values. */
    private final Map<String, Map<String, String>> state = new HashMap<>();

    /** The last event of each id. */
    private final Map<String, StoredEvent> last = new HashMap<>();

    /** Ids whose state is not known because the events before have been trimmed. */
    private final Set<String> unknown = new HashSet<>();

    EventChecks(StoredPartition partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
        this.trimmed = partition.events.size() >= partition.schema.retention();
    }

    void check() {
        StoredEvent previous = null;
        for (StoredEvent event : partition.events) {
            checkPlace(previous, event);
            if (isWellFormed(event)) {
                replay(event);
            }
            previous = event;
        }
        checkMeta(previous);
        checkResult();
    }

    private void checkPlace(StoredEvent previous, StoredEvent event) {
        long expected = previous == null ? 1 : previous.number() + 1;
        if (event.number() != expected && !(previous == null && trimmed)) {
            violations.add(Rule.EVENT_NUMBER, partition.name, "event " + event.number() + " follows " + (expected - 1));
        }
        if (previous != null && event.version() <= previous.version()) {
            violations.add(Rule.EVENT_ORDER, partition.name, "event " + event.number() + " has no higher version");
        }
    }

    private boolean isWellFormed(StoredEvent event) {
        boolean wellFormed = event.hasOperationAndId() && hasFieldsOfTheModel(event) && hasFieldsOfItsOperation(event);
        if (!wellFormed) {
            violations.add(
                    Rule.EVENT_FORM,
                    partition.name,
                    "event " + event.number() + " is %s",
                    String.join(" ", event.fields()));
        } else if (Placement.partitionOf(event.id(), partition.schema.partitions()) != partition.number) {
            violations.add(Rule.PARTITION, partition.name, "event " + event.number() + " of %s", event.id());
        }
        return wellFormed;
    }

    /** Old and new values of indexed properties, marks of others, nothing twice; where an index is of several properties, those of them that did not change, and the mark that says so. */
    private boolean hasFieldsOfTheModel(StoredEvent event) {
        Set<String> joined = partition.schema.joined();
        List<String> names = new ArrayList<>(event.names());
        boolean marked = names.remove("m") && event.value("m").equals("t");
        if (joined.isEmpty() ? event.names().contains("m") : !marked && event.operation() == 'U') {
            return false;
        }
        for (String name : names) {
            int prefix = name.isEmpty() ? -1 : PREFIXES.indexOf(name.charAt(0));
            PropertySchema property =
                    prefix < 0 ? null : partition.schema.properties().get(name.substring(1));
            boolean told = prefix == 3 ? joined.contains(name.substring(1)) : prefix != 2;
            if (property == null || property.inEvents() != told) {
                return false;
            }
        }
        return names.size() == new HashSet<>(names).size();
    }

    private static boolean hasFieldsOfItsOperation(StoredEvent event) {
        Set<Character> prefixes = new HashSet<>();
        event.names().forEach(name -> prefixes.add(name.charAt(0)));
        prefixes.remove('m');
        return switch (event.operation()) {
            case 'C' -> Set.of('+').containsAll(prefixes);
            case 'U' ->
                !Set.of('=').containsAll(prefixes)
                        && event.values('~').values().stream().allMatch(String::isEmpty);
            default -> Set.of('-').containsAll(prefixes);
        };
    }

    private void replay(StoredEvent event) {
        String id = event.id();
        StoredEvent before = last.put(id, event);
        boolean beginningTrimmed = before == null && trimmed && event.operation() != 'C';
        if (!beginningTrimmed && !unknown.contains(id)) {
            checkHistory(event);
        } else if (event.operation() == 'U') {
            unknown.add(id);
        } else {
            unknown.remove(id);
        }
        apply(event);
    }

    private void checkHistory(StoredEvent event) {
        Map<String, String> before = state.get(event.id());
        if ((before == null) != (event.operation() == 'C')) {
            history(event, before == null ? "the id is absent" : "the id is present");
            return;
        }
        Map<String, String> old = event.values('-');
        boolean forgotten = event.operation() == 'X'
                && old.isEmpty()
                && partition.schema.lives().forgotten().contains(event.id());
        if (event.removes() && !old.equals(before) && !forgotten) {
            history(event, "the old values are others");
        } else if (event.operation() == 'U') {
            checkChanges(event, before, old, event.values('+'));
        }
    }

    private void checkChanges(
            StoredEvent event, Map<String, String> before, Map<String, String> old, Map<String, String> now) {
        Set<String> changed = new HashSet<>(old.keySet());
        changed.addAll(now.keySet());
        for (String name : changed) {
            if (!Objects.equals(before.get(name), old.get(name))) {
                history(event, "the old value of " + name + " is another");
            } else if (Objects.equals(old.get(name), now.get(name))) {
                history(event, name + " did not change");
            }
        }
        Map<String, String> same = new HashMap<>(before);
        same.keySet().retainAll(partition.schema.joined());
        same.keySet().removeAll(changed);
        if (!event.values('=').equals(same)) {
            history(event, "the values that did not change are others");
        }
    }

    private void history(StoredEvent event, String problem) {
        violations.add(
                Rule.EVENT_HISTORY,
                partition.name,
                "event " + event.number() + " " + event.operation() + " of %s: " + problem,
                event.id());
    }

    private void apply(StoredEvent event) {
        if (event.removes()) {
            state.remove(event.id());
            return;
        }
        Map<String, String> values = state.computeIfAbsent(event.id(), id -> new HashMap<>());
        if (event.operation() == 'C') {
            values.clear();
        }
        event.values('-').keySet().forEach(values::remove);
        values.putAll(event.values('+'));
    }

    private void checkMeta(StoredEvent lastEvent) {
        if (partition.isEmpty()) {
            return;
        }
        Map<String, String> expected = lastEvent == null
                ? Map.of("e", "1")
                : Map.of("e", "1", "v", Long.toString(lastEvent.version()), "n", Long.toString(lastEvent.number()));
        Map<String, String> meta = new HashMap<>(partition.meta);
        String arrived = meta.remove("a"); // where nothing was ever renamed there is none
        boolean known = arrived == null
                || (lastEvent != null
                        && arrived.matches("[1-9]\\d{0,15}")
                        && Long.parseLong(arrived) <= lastEvent.version());
        if (!known || !meta.equals(expected)) {
            violations.add(Rule.META, partition.name, "meta is " + partition.meta + " instead of " + expected);
        }
    }

    private void checkResult() {
        partition.entities.forEach((id, fields) -> {
            StoredEvent event = last.get(id);
            if (event != null && partition.version(id) >= 0 && event.version() != partition.version(id)) {
                violations.add(
                        Rule.EVENT_VERSION,
                        partition.name,
                        "entity %s has version " + partition.version(id) + ", its last event " + event.version(),
                        id);
            }
            if (event == null ? !trimmed : !unknown.contains(id)) {
                checkReplayed(id, fields);
            }
        });
        state.keySet().forEach(id -> {
            if (!partition.entities.containsKey(id)) {
                violations.add(Rule.REPLAY, partition.name, "%s is alive by its events but no entity", id);
            }
        });
    }

    private void checkReplayed(String id, Map<String, String> fields) {
        Map<String, String> replayed = state.get(id);
        Map<String, String> indexed = new HashMap<>(fields);
        indexed.keySet().removeIf(name -> !isInEvents(name));
        if (!indexed.equals(replayed)) {
            violations.add(
                    Rule.REPLAY,
                    partition.name,
                    "entity %s is %s, by its events %s",
                    id,
                    indexed.toString(),
                    String.valueOf(replayed));
        }
    }

    private boolean isInEvents(String name) {
        PropertySchema property = partition.schema.properties().get(name);
        return property != null && property.inEvents();
    }
}

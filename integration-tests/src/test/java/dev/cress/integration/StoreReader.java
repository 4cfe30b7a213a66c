package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads all keys of a namespace into {@link StoredPartition}s, and reports the keys that have no place there. */
final class StoreReader {

    /** Positions asked in one GEOPOS, and commands in one pipeline. */
    private static final int BATCH = 1_000;

    private final RawRedis redis;
    private final String namespace;
    private final Map<String, ModelSchema> schemas = new HashMap<>();
    private final Violations violations;
    private final Map<String, StoredPartition> partitions = new TreeMap<>();

    StoreReader(RawRedis redis, String namespace, List<ModelSchema> schemas, Violations violations) {
        this.redis = redis;
        this.namespace = namespace;
        this.violations = violations;
        schemas.forEach(schema -> {
            this.schemas.put(schema.model(), schema);
            for (int number = 0; number < schema.partitions(); number++) {
                partitions.put(
                        partitionKey(schema.model(), Placement.tagOf(number)), new StoredPartition(schema, number));
            }
        });
    }

    /** All partitions of all models, empty ones too. */
    List<StoredPartition> read() {
        redis.keys(namespace + ":").forEach((master, keys) -> {
            List<StoredKey> known = known(keys);
            for (int from = 0; from < known.size(); from += BATCH) {
                read(master, known.subList(from, Math.min(from + BATCH, known.size())));
            }
        });
        return List.copyOf(partitions.values());
    }

    private List<StoredKey> known(List<String> keys) {
        List<StoredKey> known = new ArrayList<>();
        for (String key : keys) {
            StoredKey parsed = StoredKey.parse(key);
            ModelSchema schema = parsed == null ? null : schemas.get(parsed.model());
            if (schema == null || !parsed.belongsTo(schema)) {
                violations.add(Rule.KNOWN_KEY, namespace, "%s is no key of the layout", key);
            } else if (partitionOf(parsed) == null) {
                violations.add(Rule.KEY_TAG, namespace, "%s has the tag of no partition", key);
            } else {
                known.add(parsed);
            }
        }
        return known;
    }

    private void read(RespConnection master, List<StoredKey> keys) {
        List<Object> replies =
                master.pipeline(keys.stream().map(StoreReader::command).toList());
        for (int i = 0; i < keys.size(); i++) {
            StoredKey key = keys.get(i);
            if (replies.get(i) instanceof RespError error) {
                violations.add(Rule.KEY_TYPE, partitionOf(key).name, "%s: %s", key.key(), error.message());
            } else if (key.kind().equals("k")) {
                new TokenCheck(master, partitionOf(key), violations).check(key, (Long) replies.get(i));
            } else if (key.kind().equals("b")) {
                attach(key, List.of((String) replies.get(i)));
            } else if (key.kind().equals("q")) {
                attach(key, elements(key, (List<?>) replies.get(i)));
            } else if (replies.get(i) instanceof List<?> reply) {
                store(master, key, reply);
            }
        }
    }

    private static String[] command(StoredKey key) {
        return switch (key.kind()) {
            case "p", "i", "x" -> new String[] {"ZRANGE", key.key(), "0", "-1", "WITHSCORES"};
            case "s" ->
                key.rest().isEmpty()
                        ? new String[] {"GET", key.key()} // who sweeps
                        : new String[] {"ZRANGE", key.key(), "0", "-1", "WITHSCORES"};
            case "g" -> new String[] {"ZRANGE", key.key(), "0", "-1"};
            case "b" -> new String[] {"GET", key.key()};
            case "v", "d", "q" -> new String[] {"XRANGE", key.key(), "-", "+"};
            case "k" -> new String[] {"PTTL", key.key()};
            default -> new String[] {"HGETALL", key.key()};
        };
    }

    private void store(RespConnection master, StoredKey key, List<?> reply) {
        StoredPartition partition = partitionOf(key);
        switch (key.kind()) {
            case "e" -> storeEntity(master, partition, key, pairs(reply));
            case "x" -> partition.expiry.putAll(pairs(reply));
            case "p" -> partition.primary.putAll(pairs(reply));
            case "i", "s" -> partition.ordered.put(key.kind() + ":" + key.rest(), pairs(reply));
            case "g" -> partition.geo.put(key.rest(), positions(master, key.key(), reply));
            case "u" -> partition.claims.put(key.rest(), pairs(reply));
            case "c" -> partition.reservations.put(key.rest(), pairs(reply));
            case "o" -> partition.outbox.putAll(pairs(reply));
            case "w" -> partition.ways.putAll(pairs(reply));
            case "t" -> checkPermit(partition, key, pairs(reply));
            case "m" -> partition.meta.putAll(pairs(reply));
            case "v" -> reply.forEach(event -> partition.events.add(StoredEvent.of(event)));
            case "d" -> reply.forEach(letter -> checkLetter(partition, key, StoredEvent.of(letter)));
            case "l" -> checkLease(partition, key, pairs(reply));
            case "j" -> checkMembers(partition, key, pairs(reply));
            default -> partition.layout.putAll(pairs(reply));
        }
    }

    private static void storeEntity(
            RespConnection master, StoredPartition partition, StoredKey key, Map<String, String> fields) {
        partition.entities.put(key.rest(), fields);
        if (partition.schema.lives().possible()) {
            partition.removals.put(key.rest(), (Long) master.call("PEXPIRETIME", key.key()));
        }
    }

    private void attach(StoredKey key, List<String> content) {
        String id = key.rest().substring(key.rest().indexOf(':') + 1);
        partitionOf(key)
                .attachments
                .computeIfAbsent(key.attachment(), any -> new HashMap<>())
                .put(id, content);
    }

    private List<String> elements(StoredKey key, List<?> entries) {
        List<String> elements = new ArrayList<>();
        for (Object entry : entries) {
            List<?> fields = (List<?>) ((List<?>) entry).get(1);
            if (fields.size() != 2 || !fields.get(0).equals("e")) {
                violations.add(Rule.ATTACHMENT, partitionOf(key).name, "%s holds what is no element", key.key());
            }
            elements.add((String) fields.get(1));
        }
        return elements;
    }

    private void checkLetter(StoredPartition partition, StoredKey key, StoredEvent letter) {
        List<String> fields = letter.fields();
        if (fields.size() < 10
                || !List.of(fields.get(0), fields.get(2), fields.get(4), fields.get(6), fields.get(8))
                        .equals(List.of("e", "a", "r", "o", "i"))
                || !fields.get(1).matches("\\d+-\\d+")
                || !fields.get(3).matches("\\d+")) {
            violations.add(Rule.GROUP, partition.name, "%s holds no dead letter", key.key());
        }
    }

    private void checkPermit(StoredPartition partition, StoredKey key, Map<String, String> permit) {
        if (permit.equals(Map.of("m", ""))) {
            return; // of a rename over partitions
        }
        permit.forEach((value, nothing) -> {
            int colon = value.indexOf(':');
            if (colon < 0 || !partition.schema.isWide(value.substring(0, colon)) || !nothing.isEmpty()) {
                violations.add(Rule.CLAIM_FORM, partition.name, "%s permits %s", key.key(), value);
            }
        });
    }

    private void checkLease(StoredPartition partition, StoredKey key, Map<String, String> lease) {
        boolean complete = lease.keySet().equals(Set.of("o", "f", "u", "v", "n", "a"));
        if (!complete
                || !Stream.of("f", "u", "v", "n", "a")
                        .allMatch(field -> lease.get(field).matches("\\d+"))) {
            violations.add(Rule.GROUP, partition.name, "%s is no lease: " + lease, key.key());
        }
    }

    private void checkMembers(StoredPartition partition, StoredKey key, Map<String, String> members) {
        boolean valid = members.entrySet().stream()
                .allMatch(member -> member.getKey().equals("paused")
                        ? member.getValue().equals("1")
                        : member.getKey().startsWith("m:") && member.getValue().matches("\\d+"));
        if (!valid || partition.number != 0) {
            violations.add(Rule.GROUP, partition.name, "%s are no members: " + members, key.key());
        }
    }

    private static Map<String, String> pairs(List<?> reply) {
        Map<String, String> pairs = new HashMap<>(reply.size());
        for (int i = 0; i < reply.size(); i += 2) {
            pairs.put((String) reply.get(i), (String) reply.get(i + 1));
        }
        return pairs;
    }

    private static Map<String, Position> positions(RespConnection master, String key, List<?> ids) {
        Map<String, Position> positions = new HashMap<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<?> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
            List<String> command = new ArrayList<>(List.of("GEOPOS", key));
            batch.forEach(id -> command.add((String) id));
            List<?> reply = (List<?>) master.call(command.toArray(String[]::new));
            for (int i = 0; i < batch.size(); i++) {
                positions.put((String) batch.get(i), position((List<?>) reply.get(i)));
            }
        }
        return positions;
    }

    private static Position position(List<?> reply) {
        return new Position(Double.parseDouble((String) reply.get(0)), Double.parseDouble((String) reply.get(1)));
    }

    private StoredPartition partitionOf(StoredKey key) {
        return partitions.get(partitionKey(key.model(), key.tag()));
    }

    private static String partitionKey(String model, String tag) {
        return model + ":" + tag;
    }
}

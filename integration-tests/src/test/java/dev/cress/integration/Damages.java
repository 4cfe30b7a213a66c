package dev.cress.integration;

import static dev.cress.integration.Rule.CANONICAL_TEXT;
import static dev.cress.integration.Rule.CLAIM_PRESENT;
import static dev.cress.integration.Rule.CLAIM_TRUE;
import static dev.cress.integration.Rule.CLAIM_UNIQUE;
import static dev.cress.integration.Rule.ENTRY_PRESENT;
import static dev.cress.integration.Rule.ENTRY_TRUE;
import static dev.cress.integration.Rule.EVENT_FORM;
import static dev.cress.integration.Rule.EVENT_HISTORY;
import static dev.cress.integration.Rule.EVENT_NUMBER;
import static dev.cress.integration.Rule.EVENT_ORDER;
import static dev.cress.integration.Rule.EVENT_VERSION;
import static dev.cress.integration.Rule.GEO_MEMBER;
import static dev.cress.integration.Rule.GEO_POSITION;
import static dev.cress.integration.Rule.GROUP;
import static dev.cress.integration.Rule.KEY_TAG;
import static dev.cress.integration.Rule.KEY_TYPE;
import static dev.cress.integration.Rule.KNOWN_FIELD;
import static dev.cress.integration.Rule.KNOWN_KEY;
import static dev.cress.integration.Rule.LAYOUT;
import static dev.cress.integration.Rule.META;
import static dev.cress.integration.Rule.PARTITION;
import static dev.cress.integration.Rule.PRIMARY;
import static dev.cress.integration.Rule.REPLAY;
import static dev.cress.integration.Rule.SCORE;
import static dev.cress.integration.Rule.TOKEN;
import static dev.cress.integration.Rule.VERSION;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All damages of {@link InvariantCheckerIT}. */
final class Damages {

    private Damages() {}

    static Stream<Damage> all() {
        return Stream.of(
                        keys(),
                        tokens(),
                        entities(),
                        AttachmentDamages.all(),
                        indexes(),
                        claims(),
                        counters(),
                        events(),
                        groups())
                .flatMap(damages -> damages);
    }

    private static Stream<Damage> groups() {
        return Stream.of(
                Damage.of("lease without a fence", v -> v.run("HSET", v.key("l:g"), "o", "m"), GROUP),
                Damage.of(
                        "lease with a fence that is no number",
                        v -> v.run("HSET", v.key("l:g"), "o", "m", "f", "x", "u", "1", "v", "1", "n", "1", "a", "0"),
                        GROUP),
                Damage.of("dead letter without an event", v -> v.run("XADD", v.key("d:g"), "*", "e", "1-1"), GROUP),
                Damage.of("member that never dies", v -> v.run("HSET", v.key("j:g"), "m:a", "x"), GROUP),
                Damage.of("group of no name", v -> v.run("HSET", v.key("l:a b"), "o", "m"), KNOWN_KEY));
    }

    private static Stream<Damage> tokens() {
        return Stream.of(
                Damage.of(
                        "token that stays",
                        v -> v.run("SET", v.key("k:w1:" + v.victim()), "\u0092\u00a7CREATED\u00a11"),
                        TOKEN),
                Damage.of("token of nothing", v -> v.run("SET", v.key("k:w1:" + v.victim()), "1", "PX", "9999"), TOKEN),
                Damage.of("token without a write id", v -> v.run("SET", v.key("k:" + "::x"), "1"), KNOWN_KEY));
    }

    private static Stream<Damage> keys() {
        return Stream.of(
                Damage.of("key of no kind", v -> v.run("SET", v.key("z"), ""), KNOWN_KEY),
                Damage.of("key of a reserved kind", v -> v.run("ZADD", v.key("x"), "0", v.victim()), KNOWN_KEY),
                Damage.of("index of no property", v -> v.run("ZADD", v.key("i:mayor"), "0", "x"), KNOWN_KEY),
                Damage.of("index of an unindexed property", v -> v.run("ZADD", v.key("i:note"), "0", "x"), KNOWN_KEY),
                Damage.of(
                        "key of no model",
                        v -> v.run("ZADD", v.key("p").replace(":city:", ":town:"), "0", "x"),
                        KNOWN_KEY),
                Damage.of("key without a tag", v -> v.run("SET", v.key("p").replaceAll("[{}]", ""), ""), KNOWN_KEY),
                Damage.of("empty id", v -> v.run("HSET", v.key("e:"), "name", "x"), KNOWN_KEY),
                Damage.of("long id", v -> v.run("HSET", v.key("e:" + "x".repeat(513)), "name", "x"), KNOWN_KEY),
                Damage.of(
                        "tag of a partition that the model lacks",
                        v -> v.run("ZADD", v.store().key(4, "p"), "0", v.victim()),
                        KEY_TAG),
                Damage.of(
                        "other tag of the same slot",
                        v -> v.run(
                                "ZADD",
                                v.key("p").replaceAll("\\{.*\\}", "{" + otherTag(v.partition()) + "}"),
                                "0",
                                "x"),
                        KEY_TAG),
                Damage.of("wrong type", Damages::giveMetaAnotherType, KEY_TYPE, META),
                Damage.of("no layout record", v -> v.run("DEL", v.store().key(0, "layout")), LAYOUT),
                Damage.of("other layout", v -> v.run("HSET", v.store().key(0, "layout"), "partitions", "8"), LAYOUT),
                Damage.of(
                        "second layout record", v -> v.run("HSET", v.store().key(1, "layout"), "epoch", "1"), LAYOUT));
    }

    private static Stream<Damage> entities() {
        return Stream.of(
                Damage.of("no version", v -> v.run("HDEL", v.entity(), "\0v"), VERSION),
                Damage.of("malformed version", v -> v.run("HSET", v.entity(), "\0v", "1e3"), VERSION),
                Damage.of("other version", v -> v.run("HSET", v.entity(), "\0v", "1700000000000001"), EVENT_VERSION),
                Damage.of("unknown field", v -> v.run("HSET", v.entity(), "mayor", "x"), KNOWN_FIELD),
                Damage.of("reserved field", v -> v.run("HSET", v.entity(), "\0x", "1"), KNOWN_FIELD),
                Damage.of("not canonical", v -> v.run("HSET", v.entity(), "height", "1.50"), CANONICAL_TEXT, REPLAY),
                Damage.of("not UTF-8", v -> v.run("HSET", v.entity(), "note", "\u00ff"), CANONICAL_TEXT),
                Damage.of(
                        "changed field",
                        v -> v.run("HSET", v.entity(), "name", "x"),
                        ENTRY_PRESENT,
                        ENTRY_TRUE,
                        REPLAY),
                Damage.of("removed field", v -> v.run("HDEL", v.entity(), "name"), ENTRY_PRESENT, ENTRY_TRUE, REPLAY),
                Damage.of(
                        "changed unique field",
                        v -> v.run("HSET", v.entity(), "code", "x"),
                        CLAIM_PRESENT,
                        CLAIM_TRUE,
                        CLAIM_PRESENT,
                        CLAIM_TRUE,
                        REPLAY),
                Damage.of(
                        "changed location",
                        v -> v.run("HSET", v.entity(), "location", "13.5,52.5"),
                        GEO_POSITION,
                        REPLAY),
                Damage.of(
                        "removed entity",
                        v -> v.run("DEL", v.entity()),
                        Stream.of(
                                        Stream.generate(() -> ENTRY_TRUE).limit(8),
                                        Stream.of(PRIMARY, GEO_MEMBER, CLAIM_TRUE, CLAIM_TRUE, REPLAY))
                                .flatMap(rules -> rules)
                                .toArray(Rule[]::new)),
                Damage.of("entity in another partition", Damages::putIntoWrongPartition, PARTITION, PARTITION));
    }

    private static Stream<Damage> indexes() {
        return Stream.of(
                Damage.of("not in the primary index", v -> v.run("ZREM", v.key("p"), v.victim()), PRIMARY),
                Damage.of("no primary index", v -> v.run("ZREM", v.key("p"), v.victim(), v.other()), PRIMARY, PRIMARY),
                Damage.of("stranger in the primary index", v -> v.run("ZADD", v.key("p"), "0", "ghost"), PRIMARY),
                Damage.of("score in the primary index", v -> v.run("ZADD", v.key("p"), "1", v.victim()), SCORE),
                Damage.of(
                        "removed entry of a tuple",
                        v -> v.run("ZREM", v.key("i:founded+seen"), v.member("founded", "seen")),
                        ENTRY_PRESENT),
                Damage.of(
                        "half an entry of a tuple",
                        v -> v.run("ZADD", v.key("i:founded+seen"), "0", v.member("founded")),
                        ENTRY_TRUE),
                Damage.of(
                        "index of other properties",
                        v -> v.run("ZADD", v.key("i:seen+founded"), "0", v.member("seen", "founded")),
                        KNOWN_KEY),
                Damage.of("removed entry", v -> v.run("ZREM", v.key("i:name"), v.member("name")), ENTRY_PRESENT),
                Damage.of("removed null entry", Damages::removeNullEntry, ENTRY_PRESENT),
                Damage.of("old entry kept", v -> v.run("ZADD", v.key("i:name"), "0", "\3Paris\0\2victim"), ENTRY_TRUE),
                Damage.of(
                        "null entry beside the value",
                        v -> v.run("ZADD", v.key("i:height"), "0", "\1\2victim"),
                        ENTRY_TRUE),
                Damage.of(
                        "entry of a stranger",
                        v -> v.run("ZADD", v.key("i:name"), "0", v.entry("name") + "\2ghost"),
                        ENTRY_TRUE),
                Damage.of("entry without an id", v -> v.run("ZADD", v.key("i:name"), "0", v.entry("name")), ENTRY_TRUE),
                Damage.of("malformed entry", v -> v.run("ZADD", v.key("i:population"), "0", "42"), ENTRY_TRUE),
                Damage.of(
                        "entry in another partition",
                        v -> v.run("ZADD", v.store().key(v.otherPartition(), "i:name"), "0", v.member("name")),
                        ENTRY_TRUE),
                Damage.of("score of an entry", v -> v.run("ZADD", v.key("i:name"), "1", v.member("name")), SCORE),
                Damage.of(
                        "rounded number",
                        v -> {
                            v.run("ZREM", v.key("i:population"), v.member("population"));
                            v.run("ZADD", v.key("i:population"), "0", ">50169007199254740992\0\2victim");
                        },
                        ENTRY_PRESENT,
                        ENTRY_TRUE),
                Damage.of("removed position", v -> v.run("ZREM", v.key("g:location"), v.victim()), GEO_MEMBER),
                Damage.of("position kept", v -> v.run("GEOADD", v.key("g:location"), "1", "1", "ghost"), GEO_MEMBER),
                Damage.of("position of a null", Damages::addPositionOfNull, GEO_MEMBER),
                Damage.of(
                        "moved position",
                        v -> v.run("GEOADD", v.key("g:location"), "13.4051", "52.52", v.victim()),
                        GEO_POSITION));
    }

    private static Stream<Damage> claims() {
        return Stream.of(
                Damage.of(
                        "removed claim of a tuple",
                        v -> v.run("HDEL", v.key("u:founded+code"), v.entry("founded", "code")),
                        CLAIM_PRESENT),
                Damage.of(
                        "claim of a tuple with a null",
                        v -> v.run("HSET", v.key("u:founded+code"), "\1" + v.entry("code"), v.victim()),
                        CLAIM_TRUE),
                Damage.of("removed claim", v -> v.run("HDEL", v.key("u:code"), v.entry("code")), CLAIM_PRESENT),
                Damage.of("old claim kept", v -> v.run("HSET", v.key("u:code"), "\3" + "75\0", v.victim()), CLAIM_TRUE),
                Damage.of("claim of a stranger", v -> v.run("HSET", v.key("u:code"), "\3new\0", "ghost"), CLAIM_TRUE),
                Damage.of("claim of a null", v -> v.run("HSET", v.key("u:code"), "\1", v.victim()), CLAIM_TRUE),
                Damage.of(
                        "claim of another id",
                        v -> v.run("HSET", v.key("u:code"), v.entry("code"), v.other()),
                        CLAIM_PRESENT,
                        CLAIM_TRUE),
                Damage.of(
                        "value of two entities",
                        v -> v.store().put(v.other(), Victims.city("Lyon", "10")),
                        CLAIM_UNIQUE,
                        CLAIM_UNIQUE));
    }

    private static Stream<Damage> counters() {
        return Stream.of(
                Damage.of("no meta record", v -> v.run("DEL", v.key("m")), META),
                Damage.of("wrong number of events", v -> v.run("HINCRBY", v.key("m"), "n", "1"), META),
                Damage.of("wrong last version", v -> v.run("HINCRBY", v.key("m"), "v", "-1"), META),
                Damage.of("wrong epoch", v -> v.run("HSET", v.key("m"), "e", "2"), META),
                Damage.of("arrival of another form", v -> v.run("HSET", v.key("m"), "a", "x"), META),
                Damage.of("unknown meta field", v -> v.run("HSET", v.key("m"), "count", "2"), META));
    }

    private static Stream<Damage> events() {
        return Stream.of(
                Damage.of(
                        "missing event",
                        v -> v.run("XDEL", v.key("v"), v.victimEvent()),
                        EVENT_NUMBER,
                        EVENT_VERSION,
                        REPLAY),
                Damage.of("missing last event", v -> v.run("XDEL", v.key("v"), v.lastEvent()), META, REPLAY),
                Damage.of(
                        "skipped number",
                        v -> v.event(
                                v.store().version(v.victim()) + 1, v.store().number(v.victim()) + 2),
                        EVENT_NUMBER),
                Damage.of(
                        "same version again",
                        v -> v.event(v.store().version(v.victim()), v.store().number(v.victim()) + 1),
                        EVENT_ORDER),
                Damage.of("version of an entity that did not get it", v -> v.event("U", "~note", ""), EVENT_VERSION),
                Damage.of("wrong old value", v -> forge(v, "U", "-name", "Paris", "+name", "Berlin"), EVENT_HISTORY),
                Damage.of("no old value", v -> forge(v, "U", "+name", "Berlin"), EVENT_HISTORY),
                Damage.of("wrong new value", v -> forge(v, "U", "-name", "Berlin", "+name", "Bonn"), REPLAY),
                Damage.of("no new value", v -> forge(v, "U", "-name", "Berlin"), REPLAY),
                Damage.of(
                        "change to the same", v -> forge(v, "U", "-name", "Berlin", "+name", "Berlin"), EVENT_HISTORY),
                Damage.of("created twice", v -> forge(v, "C", "+name", "Berlin"), EVENT_HISTORY, REPLAY),
                Damage.of("deleted but there", v -> forge(v, "D", "-name", "Berlin"), EVENT_HISTORY, REPLAY),
                Damage.of("update of nobody", v -> forgeOf(v, "ghost", "U", "~note", ""), EVENT_HISTORY, REPLAY),
                Damage.of("created but not there", v -> forgeOf(v, "ghost", "C", "+name", "x"), REPLAY),
                Damage.of("removed without an event", v -> v.store().deleteSilently(v.victim()), REPLAY),
                Damage.of("event in another partition", Damages::announceInWrongPartition, PARTITION, EVENT_HISTORY),
                Damage.of(
                        "another unchanged value",
                        v -> forge(v, "U", "~note", "", "m", "t", "=seen", "x"),
                        EVENT_HISTORY),
                Damage.of("no mark", v -> forge(v, "U", "~note", "", "m", "c"), EVENT_FORM, EVENT_VERSION),
                Damage.of("change of nothing", v -> forge(v, "U"), EVENT_FORM, EVENT_VERSION),
                Damage.of("unknown operation", v -> forge(v, "M", "~note", ""), EVENT_FORM, EVENT_VERSION),
                Damage.of("unknown property", v -> forge(v, "U", "+mayor", "x"), EVENT_FORM, EVENT_VERSION),
                Damage.of(
                        "value of an unindexed property", v -> forge(v, "U", "+note", "x"), EVENT_FORM, EVENT_VERSION),
                Damage.of("indexed property without value", v -> forge(v, "U", "~name", ""), EVENT_FORM, EVENT_VERSION),
                Damage.of("mark with a value", v -> forge(v, "U", "~note", "x"), EVENT_FORM, EVENT_VERSION),
                Damage.of("field twice", v -> forge(v, "U", "~note", "", "~note", ""), EVENT_FORM, EVENT_VERSION));
    }

    /** Appends an event as if the victim had got its version. */
    private static void forge(Victims v, String operation, String... fields) {
        long version = v.event(operation, fields);
        v.run("HSET", v.entity(), "\0v", Long.toString(version));
    }

    private static void forgeOf(Victims v, String id, String operation, String... fields) {
        String there = id;
        while (v.store().partitionOf(there) != v.partition()) {
            there += "!";
        }
        v.store().append(v.partition(), operation, there, List.of(fields));
    }

    private static void giveMetaAnotherType(Victims v) {
        v.run("DEL", v.key("m"));
        v.run("SET", v.key("m"), "");
    }

    private static void putIntoWrongPartition(Victims v) {
        v.store().putInto((v.store().partitionOf("stray") + 1) % 4, "stray", Map.of("name", "x"));
    }

    private static void removeNullEntry(Victims v) {
        Map<String, String> values = Victims.city("Berlin", "10");
        values.remove("height");
        v.store().put(v.victim(), values);
        v.run("ZREM", v.key("i:height"), "\1\2victim");
    }

    private static void addPositionOfNull(Victims v) {
        Map<String, String> values = Victims.city("Berlin", "10");
        values.remove("location");
        v.store().put(v.victim(), values);
        v.run("GEOADD", v.key("g:location"), "1", "1", v.victim());
    }

    private static void announceInWrongPartition(Victims v) {
        v.store().append(v.otherPartition(), "D", v.victim(), List.of());
    }

    private static String otherTag(int partition) {
        int slot = Placement.reverse14(partition);
        for (int number = 0; ; number++) {
            String tag = Integer.toString(number, 36);
            if (Placement.crc16(tag) % Placement.SLOTS == slot && !tag.equals(Placement.tagOf(partition))) {
                return tag;
            }
        }
    }
}

package dev.cress.integration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All breakages of {@link BreakagesIT}. */
final class Breakages {

    static final String SAVE = "entity/save";
    static final String DELETE = "entity/delete";
    private static final String PATCH = "entity/patch";

    private static final String VERSION_CHECK =
            "if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end";
    private static final String WRITES = "local failure = apply_moves(moves, id)";
    private static final String EVENT_ONLY = "local failure = apply_moves({event}, id)";

    private Breakages() {}

    static Stream<Breakage> all() {
        return Stream.of(
                        patches(),
                        indexes(),
                        entries(),
                        checks(),
                        kinds(),
                        entities(),
                        events(),
                        RemovalBreakages.all(),
                        AttachmentBreakages.all(),
                        UnitBreakages.all(),
                        RenameBreakages.all(),
                        MoveBreakages.all(),
                        clients(),
                        replies())
                .flatMap(breakages -> breakages);
    }

    private static Stream<Breakage> patches() {
        return Stream.of(
                Breakage.ofStore(
                        "patch leaves the old entry",
                        source(PATCH, "if before then remove_member(moves, key, before .. '\\2' .. id) end", ""),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "patch indexes the old text",
                        source(
                                PATCH,
                                "local entry = entries[i] or encode(types[k], new[i])",
                                "local entry = encode(types[k], stored[places[i]])"),
                        Rule.ENTRY_PRESENT),
                Breakage.ofStore(
                        "patch forgets the indexes of several properties",
                        source(
                                PATCH,
                                "if after[j - 2] == nil then after[j - 2] = before[j - 2] end",
                                "after[j - 2] = before[j - 2]"),
                        Rule.ENTRY_PRESENT),
                Breakage.ofStore(
                        "patch is not announced", source(PATCH, "moves[#moves + 1] = event", ""), Rule.EVENT_NUMBER),
                Breakage.ofAnswers("patch does not check the version", source(PATCH, VERSION_CHECK, "")),
                Breakage.ofAnswers(
                        "patch ignores its conditions",
                        source(PATCH, "if not met then return nil, {'CONDITION', found or '0', tostring(i)} end", "")),
                Breakage.ofAnswers(
                        "named patch is applied twice",
                        () -> Fault.whereInSource(PATCH, "if known then return cmsgpack.unpack(known) end", "")),
                Breakage.ofStore("token stays", () -> Fault.whereInSource(PATCH, ", 'PX', kept", ""), Rule.TOKEN));
    }

    private static Stream<Breakage> indexes() {
        return Stream.of(
                Breakage.ofStore(
                        "old entry is not removed",
                        source(SAVE, "if before then remove_member(moves, key, before .. '\\2' .. id) end", ""),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "new entry is not added",
                        source(SAVE, "if entry then add_member(moves, key, entry .. '\\2' .. id) end", ""),
                        Rule.ENTRY_PRESENT),
                Breakage.ofStore(
                        "entry has a score",
                        source(SAVE, "{'ZADD', key, '0', member}", "{'ZADD', key, '1', member}"),
                        Rule.SCORE),
                Breakage.ofStore(
                        "indexes are not written",
                        source(SAVE, WRITES, EVENT_ONLY),
                        Rule.ENTRY_PRESENT,
                        Rule.GEO_MEMBER),
                Breakage.ofStore(
                        "indexes stay when the entity goes",
                        source(DELETE, WRITES, EVENT_ONLY),
                        Rule.ENTRY_TRUE,
                        Rule.GEO_MEMBER,
                        Rule.CLAIM_TRUE),
                Breakage.ofStore(
                        "position stays when the entity goes",
                        source(DELETE, "    remove_position(moves, key, id, old)\n", ""),
                        Rule.GEO_MEMBER),
                Breakage.ofStore(
                        "longitude and latitude are swapped",
                        source(
                                SAVE,
                                "{'GEOADD', key, longitude, latitude, id}",
                                "{'GEOADD', key, latitude, latitude, id}"),
                        Rule.GEO_POSITION),
                Breakage.ofStore(
                        "claim stays",
                        source(SAVE, "if old then moves[#moves + 1] = {'HDEL', key, before} end", ""),
                        Rule.CLAIM_TRUE),
                Breakage.ofStore(
                        "value is not claimed",
                        source(SAVE, "if new then moves[#moves + 1] = {'HSET', key, entry, id} end", ""),
                        Rule.CLAIM_PRESENT),
                Breakage.ofStore(
                        "new id is not in the primary index",
                        source(SAVE, "if not found then add_member(moves, primary, id) end", ""),
                        Rule.PRIMARY),
                Breakage.ofStore(
                        "deleted id stays in the primary index",
                        source(DELETE, "remove_member(moves, primary, id)", ""),
                        Rule.PRIMARY));
    }

    private static Stream<Breakage> entries() {
        return Stream.of(
                Breakage.ofStore(
                        "zero bytes are not escaped",
                        source(SAVE, "string.gsub(text, '%z', '\\0\\255')", "text"),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "numbers are rounded",
                        source(
                                SAVE,
                                "if type == 'n' then return encode_decimal(text) end",
                                "if type == 'n' then return encode_decimal(tostring(tonumber(text))) end"),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "negative zero is not zero", source(SAVE, "if x == 0 then x = 0 end", ""), Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "fractions of seconds are cut",
                        source(SAVE, "string.match(fraction, '^(.-)0*$')", "''"),
                        Rule.ENTRY_TRUE));
    }

    /** Indexes of several properties, of elements, without nulls and without case. */
    private static Stream<Breakage> kinds() {
        return Stream.of(
                Breakage.ofStore(
                        "tuple is not compared whole",
                        source(SAVE, "changed = changed or old[i] ~= new[i]", "changed = old[i] ~= new[i]"),
                        Rule.ENTRY_PRESENT,
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "tuple stays when the entity goes",
                        source(DELETE, "if not changed then return nil end", "if true then return nil end"),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "element that is gone keeps its entry",
                        source(SAVE, "if not after[entry] then remove_member", "if false then remove_member"),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "escapes in elements are not read",
                        source(SAVE, "if not string.find(token, '\\\\', 1, true) then return", "if true then return"),
                        Rule.ENTRY_PRESENT,
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "sparse entry is not removed",
                        source(SAVE, "if old then remove_member(moves, key, before .. '\\2' .. id) end", ""),
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "case is folded in ASCII only",
                        source(
                                SAVE,
                                "if not string.find(lower, '[\\194-\\244]') then return lower end",
                                "if true then return lower end"),
                        Rule.ENTRY_TRUE));
    }

    private static Stream<Breakage> checks() {
        return Stream.of(
                Breakage.ofAnswers("version is not checked", source(SAVE, VERSION_CHECK, "")),
                Breakage.ofAnswers(
                        "version is checked after writing",
                        () -> Fault.movedInSource(
                                SAVE, VERSION_CHECK, "redis.call('HSET', entity, '\\0v', version, unpack(writes))"),
                        Rule.REPLAY),
                Breakage.ofAnswers(
                        "deletion does not check the version",
                        source(
                                DELETE,
                                "if expected ~= '' and expected ~= found then return {'VERSION', found} end",
                                "")),
                Breakage.ofAnswers(
                        "insert overwrites",
                        source(SAVE, "if found and mode == 'insert' then return {'EXISTS', found} end", "")),
                Breakage.ofAnswers(
                        "update creates",
                        source(SAVE, "if not found and mode == 'update' then return {'MISSING'} end", "")),
                Breakage.ofAnswers(
                        "claims are not checked",
                        source(
                                SAVE,
                                "if claim and claim[1] and claim[1] ~= id then return {'UNIQUE', key, claim[1]} end",
                                ""),
                        Rule.CLAIM_PRESENT));
    }

    private static Stream<Breakage> entities() {
        return Stream.of(
                Breakage.ofAnswers(
                        "nulls are not removed",
                        source(SAVE, "if #drops > 0 then redis.call('HDEL', entity, unpack(drops)) end", ""),
                        Rule.REPLAY,
                        Rule.ENTRY_PRESENT),
                Breakage.ofAnswers(
                        "deleted entity stays", source(DELETE, "redis.call('UNLINK', entity)", ""), Rule.PRIMARY),
                Breakage.ofAnswers(
                        "version is not stored",
                        source(SAVE, "'\\0v', version, unpack", "'\\0v', found or version, unpack"),
                        Rule.EVENT_VERSION),
                Breakage.ofAnswers(
                        "save without a change writes",
                        source(
                                SAVE,
                                "if found and #writes == 0 and #drops == 0 then",
                                "if found and #writes == 1000 then"),
                        Rule.EVENT_FORM),
                Breakage.ofStore(
                        "clock stands still",
                        source(
                                SAVE,
                                "comes_after(known, text) then return text end",
                                "comes_after(known, text) then return last or text end"),
                        Rule.EVENT_ORDER));
    }

    private static Stream<Breakage> events() {
        return Stream.of(
                Breakage.ofStore(
                        "no event is appended",
                        source(SAVE, "moves[#moves + 1] = event", ""),
                        Rule.EVENT_NUMBER,
                        Rule.REPLAY),
                Breakage.ofStore(
                        "event number skips",
                        source(SAVE, "local n = one_more(last or '0')", "local n = one_more(one_more(last or '0'))"),
                        Rule.EVENT_NUMBER),
                Breakage.ofStore(
                        "event number is not counted",
                        source(DELETE, "write_partition(meta, epoch, version, events)", ""),
                        Rule.META),
                Breakage.ofStore(
                        "event has the new value as the old one",
                        source(
                                SAVE,
                                "event[e + 1] = before; event[e + 2] = old;",
                                "event[e + 1] = before; event[e + 2] = new or '';"),
                        Rule.EVENT_HISTORY),
                Breakage.ofStore(
                        "event lacks a new value",
                        source(
                                SAVE,
                                "if new and after then event[e + 1] = after; event[e + 2] = new; e = e + 2 end",
                                ""),
                        Rule.REPLAY),
                Breakage.ofStore(
                        "deletion is announced as a change",
                        source(DELETE, "operation = stored[1], 'D'", "operation = stored[1], 'U'"),
                        Rule.REPLAY));
    }

    private static Stream<Breakage> clients() {
        return Stream.of(
                Breakage.ofStore(
                        "client passes wrong entries",
                        () -> Fault.inArguments(SAVE, Breakages::withoutLastDigit),
                        Rule.ENTRY_PRESENT,
                        Rule.ENTRY_TRUE),
                Breakage.ofStore(
                        "client writes into another partition",
                        () -> Fault.inKeys(SAVE, Breakages::inNextPartition),
                        Rule.PARTITION),
                Breakage.ofStore(
                        "client invents a partition",
                        () -> Fault.inKeys(
                                SAVE, key -> key.replaceFirst("\\{[^}]*\\}", "{" + Placement.tagOf(9) + "}")),
                        Rule.KEY_TAG),
                Breakage.ofStore(
                        "client mixes up the indexes",
                        () -> Fault.inKeys(
                                SAVE, key -> key.endsWith(":i:pieces") ? key.replace("pieces", "floor") : key),
                        Rule.ENTRY_TRUE,
                        Rule.ENTRY_PRESENT));
    }

    private static Stream<Breakage> replies() {
        return Stream.of(
                Breakage.ofAnswers(
                        "reader loses a member", () -> Fault.inReply("ZRANGEBYLEX", Breakages::withoutSecond)),
                Breakage.ofAnswers(
                        "reader gets fields in disorder",
                        () -> Fault.inReply("HMGET", fields -> swapped(fields, 10, 16))));
    }

    private static List<?> withoutSecond(List<?> elements) {
        List<?> rest = new ArrayList<>(elements);
        rest.subList(Math.min(1, rest.size()), Math.min(2, rest.size())).clear();
        return rest;
    }

    private static List<?> swapped(List<?> elements, int left, int right) {
        List<?> swapped = new ArrayList<>(elements);
        if (swapped.size() > right) {
            Collections.swap(swapped, left, right);
        }
        return swapped;
    }

    static Supplier<Fault> source(String script, String text, String replacement) {
        return () -> Fault.inSource(script, text, replacement);
    }

    /** Shortens entries of positive decimals. */
    private static String withoutLastDigit(String argument) {
        return argument.matches(">\\d{6,}\0") ? argument.replaceFirst("\\d\0$", "\0") : argument;
    }

    private static String inNextPartition(String key) {
        List<String> tags = Stream.of(0, 1, 2, 3).map(Placement::tagOf).toList();
        String tag = key.substring(key.indexOf('{') + 1, key.indexOf('}'));
        UnaryOperator<String> next = old -> tags.get((tags.indexOf(old) + 1) % tags.size());
        return key.replaceFirst("\\{[^}]*\\}", "{" + next.apply(tag) + "}");
    }
}

package dev.cress.script;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.EventSchema;
import dev.cress.script.entity.LifeRule;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.SureTexts;
import dev.cress.script.entity.WriteContext;
import dev.cress.script.entity.WriteSchema;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LuaScriptTests {

    @Test
    void hasTwoDialectsOfOneBody() {
        assertThat(SaveScript.TEMPLATE.flagged().body())
                .isEqualTo("#!lua\n" + SaveScript.TEMPLATE.plain().body());
        assertThat(DeleteScript.TEMPLATE.flagged().body())
                .isEqualTo("#!lua flags=allow-oom\n"
                        + DeleteScript.TEMPLATE.plain().body());
        assertThat(SaveScript.TEMPLATE.flagged().sha1())
                .matches("[0-9a-f]{40}")
                .isNotEqualTo(SaveScript.TEMPLATE.plain().sha1());
    }

    @Test
    void sha1IsThatOfTheBody() {
        assertThat(ScriptText.of("return 1").sha1()).isEqualTo("e0e1f9fabfc9d4800c877a703b823ac0578ff8db");
    }

    @Test
    void aChangedBodyKeepsTheContract() {
        LuaScript<SaveReply> broken = SaveScript.TEMPLATE.withBody(body -> body + "-- changed\n");

        assertThat(broken.name()).isEqualTo("entity/save");
        assertThat(broken.plain().sha1())
                .isNotEqualTo(SaveScript.TEMPLATE.plain().sha1());
        assertThat(broken.decode(List.of(utf8("MISSING")))).isEqualTo(new SaveReply.Missing());
        assertThat(broken).hasToString("LuaScript[entity/save]");
    }

    @Test
    void aMovedClockStandsBeforeTheBody() {
        String moved = LuaScript.load("entity/clock", reply -> reply)
                .atMillis(1_234)
                .plain()
                .body();
        assertThat(moved)
                .contains("local time = {'1', '234000'}\n")
                .endsWith(LuaScript.load("entity/clock", reply -> reply).plain().body());
    }

    @Test
    void leavesOutSectionsThatATypeDoesNotUse() {
        LuaScript<SaveReply> script = SaveScript.TEMPLATE.withBody(
                body -> "local a, b, c -- @constants\n-- @if b\nuse(b)\n-- @end\nuse(a)\n-- @if c\nuse(c)\n-- @end\n");

        assertThat(script.withConstants(constants(List.of(), List.of(), List.of(List.of("x", 1))))
                        .plain()
                        .body())
                .isEqualTo("local a, c = {}, {{'x', 1}}\nuse(a)\nuse(c)\n");
        assertThat(script.withConstants(constants(List.of(1), List.of(2), List.of()))
                        .plain()
                        .body())
                .isEqualTo("local a, b = {1}, {2}\nuse(b)\nuse(a)\n");
        LuaScript<SaveReply> nested = SaveScript.TEMPLATE.withBody(
                body -> "local a, b, c -- @constants\n-- @if b\nuse(b)\n-- @if c\nuse(c)\n-- @end\n-- @end\nuse(a)\n");
        assertThat(nested.withConstants(constants(List.of(), List.of(), List.of(1)))
                        .plain()
                        .body())
                .isEqualTo("local a, c = {}, {1}\nuse(a)\n");
        assertThat(nested.withConstants(constants(List.of(), List.of(2), List.of()))
                        .plain()
                        .body())
                .isEqualTo("local a, b = {}, {2}\nuse(b)\nuse(a)\n");
        assertThat(nested.withConstants(constants(List.of(), List.of(2), List.of(1)))
                        .plain()
                        .body())
                .isEqualTo("local a, b, c = {}, {2}, {1}\nuse(b)\nuse(c)\nuse(a)\n");
        assertThatThrownBy(() -> script.withBody(body -> body.replace("@if c", "@if d"))
                        .withConstants(constants(List.of(), List.of(), List.of())))
                .isInstanceOf(ScriptSourceException.class)
                .hasMessageContaining("sections of");
    }

    private static Map<String, List<?>> constants(List<?> a, List<?> b, List<?> c) {
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put("a", a);
        constants.put("b", b);
        constants.put("c", c);
        return constants;
    }

    @Test
    void aTypeWhoseEntitiesLiveForEverHasNothingOfLivesInItsScripts() {
        WriteSchema permanent = new WriteSchema(List.of(utf8("name")), List.of());
        WriteSchema mortal = new WriteSchema(
                List.of(utf8("name")), List.of(), new LifeRule(null, LifeRule.OnSave.KEEP, Duration.ZERO));

        for (String part : List.of("\\0x", "life", "now_millis", "expiry", "@if", "@end")) {
            assertThat(new DeleteScript(permanent).script().plain().body())
                    .as(part)
                    .doesNotContain(part);
            assertThat(new SaveScript(permanent).script().plain().body().replace("lifetime", ""))
                    .as(part)
                    .doesNotContain(part);
        }
        assertThat(new SaveScript(mortal).script().plain().body())
                .contains("{0, 'keep', 0}", "'\\0x'")
                .doesNotContain("@if", "@end");
    }

    @Test
    void aTypeThatAsksForNothingHasNothingOfImagesAndAgesInItsScripts() {
        WriteSchema plain = new WriteSchema(List.of(utf8("name")), List.of());
        WriteSchema telling =
                new WriteSchema(List.of(utf8("name")), List.of(), null, new EventSchema("a", Duration.ofDays(1)));

        for (String part : List.of("event_image", "limit_age", "MINID")) {
            assertThat(new DeleteScript(plain).script().plain().body()).as(part).doesNotContain(part);
            assertThat(new SaveScript(plain).script().plain().body()).as(part).doesNotContain(part);
        }
        assertThat(new SaveScript(telling).script().plain().body()).contains("{'a', '86400000000', {true}}", "MINID");
    }

    @Test
    void aTypeWithVersionsHasNothingOfLookingAtWhatItReplaces() {
        WriteSchema schema = new WriteSchema(List.of(utf8("name")), List.of());

        for (String part : List.of("unread", "UNREAD", "sure", "read ~=")) {
            assertThat(new SaveScript(schema).script().plain().body()).as(part).doesNotContain(part);
        }
        assertThat(new SaveScript(schema, List.of(SureTexts.matching(9, "^%d+$")))
                        .script()
                        .plain()
                        .body())
                .contains("{{9, '\\094\\037d\\043\\036'}}", "UNREAD");
    }

    @Test
    void aTypeWithoutListsAndBytesHasNothingOfThemInItsScripts() {
        WriteSchema plain = new WriteSchema(List.of(utf8("name")), List.of());
        WriteSchema attached = new WriteSchema(
                List.of(utf8("name")), List.of(), null, EventSchema.PLAIN, Collections.emptySortedMap(), 2);

        assertThat(new DeleteScript(plain).script().plain().body()).doesNotContain("attach");
        assertThat(new SaveScript(plain).script().plain().body()).doesNotContain("attach");
        assertThat(new DeleteScript(attached).script().plain().body()).contains("UNLINK', unpack(attachments)");
        assertThat(new SaveScript(attached).script().plain())
                .isEqualTo(new SaveScript(plain).script().plain());
    }

    @Test
    void refusesALifeForATypeWhoseEntitiesLiveForEver() {
        SaveScript script = new SaveScript(new WriteSchema(List.of(), List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> script.arguments(
                        new WriteContext(1, 1, "", 0), SaveMode.UPSERT, null, utf8("a"), "never", new byte[0][]));
    }

    @Test
    void refusesTimesToLiveThatAreNone() {
        for (Duration ttl :
                List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(999), Duration.ofDays(400_000))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LifeRule(ttl, LifeRule.OnSave.KEEP, Duration.ZERO))
                    .withMessageContaining("a time to live is from a millisecond");
        }
    }

    @Test
    void rejectsRepliesThatTheContractDoesNotHave() {
        for (List<?> reply : Arrays.asList(
                List.of(),
                List.of(utf8("SAVED"), utf8("1")),
                List.of(utf8("CREATED")),
                List.of(utf8("CREATED"), 1L),
                List.of(utf8("CREATED"), utf8("one")),
                Arrays.asList(null, utf8("1")),
                List.of(utf8("UNIQUE"), utf8("key")))) {
            assertThatThrownBy(() -> SaveScript.TEMPLATE.decode(reply))
                    .isInstanceOf(ScriptReplyException.class)
                    .hasMessageStartingWith("unexpected reply of script entity/save: ");
        }
    }

    @Test
    void noMessageHoldsWhatTheReplyHeld() {
        assertThatThrownBy(() -> SaveScript.TEMPLATE.decode(List.of(utf8("CREATED"), utf8("secret"))))
                .hasMessageNotContaining("secret");
    }
}

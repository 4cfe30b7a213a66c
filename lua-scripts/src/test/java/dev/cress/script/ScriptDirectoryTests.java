package dev.cress.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.attachment.AttachmentScripts;
import dev.cress.script.channel.AppendScript;
import dev.cress.script.claim.ClaimScripts;
import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.DropScript;
import dev.cress.script.entity.LifeScripts;
import dev.cress.script.entity.MoveScripts;
import dev.cress.script.entity.PatchScript;
import dev.cress.script.entity.RemovalScripts;
import dev.cress.script.entity.RenameScript;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.UnitScript;
import dev.cress.script.feed.GroupScripts;
import dev.cress.script.layout.LayoutScript;
import dev.cress.script.query.CountsScript;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file below {@code lua/} keeps the rules for scripts and fragments. */
class ScriptDirectoryTests {

    private static final Map<String, LuaScript<?>> DECLARED = Stream.of(
                    SaveScript.TEMPLATE,
                    DeleteScript.TEMPLATE,
                    LifeScripts.TOUCH,
                    LifeScripts.FORGET,
                    LifeScripts.DUE,
                    LifeScripts.COUNT,
                    LifeScripts.CLOCK,
                    PatchScript.TEMPLATE,
                    DropScript.TEMPLATE,
                    UnitScript.TEMPLATE,
                    RenameScript.TEMPLATE,
                    MoveScripts.PACK,
                    MoveScripts.STAGE,
                    MoveScripts.DEPART,
                    MoveScripts.ARRIVE,
                    MoveScripts.FENCE,
                    MoveScripts.DROP,
                    MoveScripts.TELL,
                    MoveScripts.ARRIVALS,
                    MoveScripts.SETTLE,
                    RemovalScripts.SETTLE,
                    RemovalScripts.UNSETTLED,
                    ClaimScripts.PERMIT,
                    ClaimScripts.RESERVE,
                    ClaimScripts.CONFIRM,
                    ClaimScripts.RELEASE,
                    ClaimScripts.PROBE,
                    ClaimScripts.SETTLE,
                    LayoutScript.SCRIPT,
                    AppendScript.SCRIPT,
                    GroupScripts.LEASE,
                    GroupScripts.COMMIT,
                    GroupScripts.BURY,
                    GroupScripts.JOIN,
                    AttachmentScripts.PUSH,
                    AttachmentScripts.CLEAR,
                    AttachmentScripts.ELEMENTS,
                    AttachmentScripts.APPEND,
                    AttachmentScripts.BYTES,
                    CountsScript.SCRIPT)
            .collect(Collectors.toMap(script -> script.name(), script -> script));

    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- @include (\\S+)$");
    private static final Pattern REPLY = Pattern.compile("\\{\\s*'([A-Z]+)'");
    private static final Pattern CHOICE = Pattern.compile("'([A-Z]+)' or '([A-Z]+)'");
    private static final Pattern ERROR = Pattern.compile("error_reply\\('(\\S+) ");
    private static final Pattern SLOT = Pattern.compile("(KEYS|ARGV)\\[");
    private static final Pattern STRING = Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'");
    private static final Pattern NAME = Pattern.compile("(?<![.:\\w])[A-Za-z_]\\w*");
    private static final Pattern DEFINITION = Pattern.compile(
            "\\blocal\\s+(?!function)([\\w, ]+?)\\s*(?:=|$)|\\bfor\\s+([\\w, ]+?)\\s*(?:=|\\bin\\b)|\\bfunction\\s*(\\w*)\\s*\\(([\\w, .]*)\\)");
    private static final Set<String> WORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");
    private static final Set<String> GLOBALS = Set.of(
            "KEYS",
            "ARGV",
            "redis",
            "cjson",
            "pcall",
            "string",
            "math",
            "table",
            "struct",
            "cmsgpack",
            "tonumber",
            "tostring",
            "ipairs",
            "pairs",
            "unpack",
            "type",
            "next",
            "setmetatable");

    private static Path directory() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(LuaScript.class.getResource("/lua/entity/save.lua"))
                        .toURI())
                .getParent()
                .getParent();
    }

    private static List<String> names(Predicate<String> which) throws IOException, URISyntaxException {
        Path directory = directory();
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .peek(file -> assertThat(file).matches("[a-z]+/[a-z_]+\\.lua"))
                    .map(file -> file.substring(0, file.length() - ".lua".length()))
                    .filter(which)
                    .sorted()
                    .toList();
        }
    }

    static List<String> all() throws IOException, URISyntaxException {
        return names(name -> true);
    }

    static List<String> scripts() throws IOException, URISyntaxException {
        return names(name -> !name.startsWith("fragment/") && !name.startsWith("wrapper/"));
    }

    static List<String> fragments() throws IOException, URISyntaxException {
        return names(name -> name.startsWith("fragment/"));
    }

    private static String source(String name) throws IOException, URISyntaxException {
        return Files.readString(directory().resolve(name + ".lua"), StandardCharsets.UTF_8);
    }

    private static String resolved(String name) {
        return new IncludeResolver(ScriptSources.PACKAGED).resolve(name);
    }

    private static long codeLines(String source) {
        return source.replaceFirst("(?s)\\A--\\[\\[.*?]]", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("--"))
                .count();
    }

    @Test
    void everyScriptHasItsJavaConstant() throws Exception {
        assertThat(scripts()).containsExactlyInAnyOrderElementsOf(DECLARED.keySet());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theHeaderNamesItsFile(String name) throws Exception {
        assertThat(ScriptHeader.parse(name, source(name)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theHeaderIsWhatJavaDeclares(String name) throws Exception {
        ScriptHeader header = ScriptHeader.parse(name, source(name));
        LuaScript<?> script = DECLARED.get(name);

        assertThat(script.keyNames()).isEqualTo(header.keys()).isNotEmpty();
        assertThat(script.argumentNames()).isEqualTo(header.arguments());
        assertThat(script.replyTags()).isEqualTo(header.replyTags()).isNotEmpty();
    }

    /** A fragment may have replies for one script that it never has for another; that the listed ones occur is what the script's IT shows. */
    @ParameterizedTest
    @MethodSource("scripts")
    void theHeaderListsEveryReplyTag(String name) throws Exception {
        Set<String> listed = ScriptHeader.parse(name, source(name)).replyTags();

        assertThat(listed).containsAll(tags(source(name)));
        assertThat(tags(resolved(name))).containsAll(listed);
    }

    private static Set<String> tags(String lua) {
        String body = lua.replaceFirst("(?s)\\A--\\[\\[.*?]]", "").replaceAll("moves\\[#moves \\+ 1] = \\{[^}]*}", "");
        Set<String> tags = new TreeSet<>();
        REPLY.matcher(body).results().map(tag -> tag.group(1)).forEach(tags::add);
        CHOICE.matcher(body).results().forEach(choice -> tags.addAll(List.of(choice.group(1), choice.group(2))));
        tags.removeIf(tag -> tag.length() == 1); // operation codes of events
        return tags;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theDecoderKnowsExactlyTheTags(String name) {
        LuaScript<?> script = DECLARED.get(name);
        List<byte[]> rest = Stream.generate(() -> Bytes.utf8("1")).limit(5).toList();
        for (String tag : List.of(
                "CREATED",
                "UPDATED",
                "UNCHANGED",
                "EXISTS",
                "MISSING",
                "VERSION",
                "UNIQUE",
                "EPOCH",
                "CORRUPT",
                "DELETED",
                "LAYOUT",
                "SAVED",
                "DUP",
                "NEEDKEY",
                "CONDITION",
                "REFUSED",
                "APPENDED",
                "PUSHED",
                "FULL",
                "ELEMENTS",
                "BYTES",
                "LEASED",
                "HELD",
                "COMMITTED",
                "LOST",
                "BURIED",
                "MEMBERS",
                "EXPIRED",
                "ALIVE",
                "ORPHANED",
                "LIFE",
                "DUE",
                "COUNT",
                "NOW",
                "DONE",
                "BLOCKED",
                "RENAMED",
                "ARRIVING",
                "PACKED",
                "STAGED",
                "DEPARTED",
                "FENCED",
                "CHANGED",
                "GONE",
                "NONE",
                "ARRIVALS",
                "")) {
            List<byte[]> reply = new ArrayList<>(List.of(Bytes.utf8(tag)));
            reply.addAll(rest);
            assertThat(decodes(script, reply))
                    .as(tag)
                    .isEqualTo(script.replyTags().contains(tag));
        }
    }

    private static boolean decodes(LuaScript<?> script, List<byte[]> reply) {
        try {
            script.decode(reply);
            return true;
        } catch (ScriptReplyException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theHeaderListsEveryErrorCode(String name) throws Exception {
        Set<String> codes = ERROR.matcher(resolved(name))
                .results()
                .map(code -> code.group(1))
                .collect(Collectors.toSet());
        Set<String> listed = source(name)
                .lines()
                .filter(line -> line.startsWith("ERRORS"))
                .flatMap(line ->
                        Arrays.stream(line.substring("ERRORS".length()).strip().split("[,\\s]+")))
                .collect(Collectors.toSet());

        assertThat(codes).isEqualTo(listed).allMatch(code -> code.startsWith("FW_"));
    }

    @Test
    void everyFragmentIsUsed() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String name : all()) {
            INCLUDE.matcher(source(name)).results().forEach(include -> used.add(include.group(1)));
        }
        assertThat(fragments()).containsExactlyElementsOf(used);
    }

    /** A call that is spelled otherwise would keep the real clock where tests move it. */
    @ParameterizedTest
    @MethodSource("all")
    void asksForTheTimeInOneWay(String name) throws Exception {
        String known = "redis\\.call\\('TIME'\\)|\\{'TIME'}|command == 'TIME'";
        assertThat(source(name).replaceAll(known, "")).doesNotContainPattern("(?i)(['\"])time\\1");
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void aFragmentIsOneLocalFunctionOfItsName(String name) throws Exception {
        String source = source(name);
        assertThat(source.lines()
                        .filter(line -> line.matches("\\S.*\\bfunction\\b.*"))
                        .toList())
                .singleElement()
                .asString()
                .startsWith("local function " + name.substring("fragment/".length()) + "(");
        assertThat(codeLines(source)).isLessThanOrEqualTo(25);
        assertThat(source).doesNotContain("KEYS").doesNotContain("ARGV");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptIsShortAndNamesItsSlotsFirst(String name) throws Exception {
        String source = source(name);
        assertThat(codeLines(source)).isLessThanOrEqualTo(60);

        List<String> code = source.replaceFirst("(?s)\\A--\\[\\[.*?]]", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--") && !line.endsWith(" -- @constants"))
                .toList();
        int naming = 0;
        while (SLOT.matcher(code.get(naming)).find() && code.get(naming).startsWith("local ")) {
            naming++;
        }
        assertThat(naming).isPositive();
        assertThat(code.subList(naming, code.size()))
                .noneMatch(line -> SLOT.matcher(line).find());
    }

    /** A name that nothing defines is a typing error that shows only when its line runs. Of a shadowed name this knows nothing. */
    @ParameterizedTest
    @MethodSource("scripts")
    void everyNameIsDefined(String name) {
        String code = STRING.matcher(resolved(name).replaceAll("(?m)--.*$", "")).replaceAll("''");
        Set<String> defined = new TreeSet<>(GLOBALS);
        DEFINITION.matcher(code).results().forEach(definition -> defined.addAll(definedBy(definition)));
        for (String line : code.split("\\R")) {
            DEFINITION.matcher(line).results().forEach(definition -> defined.addAll(definedBy(definition)));
        }

        List<String> used = NAME.matcher(code)
                .results()
                .map(MatchResult::group)
                .filter(word -> !WORDS.contains(word))
                .toList();
        assertThat(used).isSubsetOf(defined);
    }

    private static Set<String> definedBy(MatchResult definition) {
        Set<String> names = new TreeSet<>();
        for (int group = 1; group <= definition.groupCount(); group++) {
            if (definition.group(group) != null) {
                names.addAll(Arrays.asList(definition.group(group).trim().split("\\s*,\\s*")));
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLocalIsDeclaredAsOne(String name) throws Exception {
        Pattern assignment = Pattern.compile("^\\s*(?:if .* then )?([A-Za-z_]\\w*)(?:, \\w+)* = ");
        Set<String> locals = new TreeSet<>();
        if (source(name).contains("-- @shared\n")) {
            fragments().forEach(fragment -> locals.add(fragment.substring("fragment/".length())));
        }
        for (String line : source(name).replaceFirst("(?s)\\A--\\[\\[.*?]]", "").split("\\R")) {
            DEFINITION.matcher(line).results().forEach(definition -> locals.addAll(definedBy(definition)));
            assignment
                    .matcher(line)
                    .results()
                    .forEach(assigned -> assertThat(locals).as(line).contains(assigned.group(1)));
        }
    }
}

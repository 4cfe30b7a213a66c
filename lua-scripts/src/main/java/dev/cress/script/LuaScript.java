package dev.cress.script;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server-side script with its contract: an immutable constant. It exists in two dialects with the same body: plain, for servers before 7.0, and flagged
 * ({@code #!lua flags=…}), by which newer ones check cross-slot access and memory before the script starts.
 *
 * @param <R> what a reply is decoded to
 */
public final class LuaScript<R> {

    private static final String ONCE = new IncludeResolver(ScriptSources.PACKAGED).resolve("wrapper/once");
    private static final ScriptTemplate AT =
            ScriptTemplate.parse("wrapper/at", new IncludeResolver(ScriptSources.PACKAGED).resolve("wrapper/at"));
    private static final String BODY = "-- @body\n";

    private static final String SEVERAL = new IncludeResolver(ScriptSources.PACKAGED).resolve("wrapper/several");
    private static final String SHARED = "-- @shared\n";
    private static final String ONE = "-- @one\n";
    /** In a script: what stands before is the same for each entity, as are so many arguments. */
    private static final Pattern EACH = Pattern.compile("-- @each (\\d+)\n");

    private final ScriptHeader header;
    private final String body;
    private final ScriptText plain;
    private final ScriptText flagged;
    private final Function<ScriptReply, R> decoder;
    private final int sharedArguments;
    private volatile @Nullable LuaScript<R> once;
    private volatile @Nullable LuaScript<R> several;
    private volatile @Nullable ScriptTemplate template;

    private LuaScript(ScriptHeader header, String body, Function<ScriptReply, R> decoder) {
        this.header = header;
        this.body = body;
        this.plain = ScriptText.of(forOne(body));
        String flags = header.flags().isEmpty() ? "" : " flags=" + String.join(",", header.flags());
        this.flagged = ScriptText.of("#!lua" + flags + "\n" + forOne(body));
        this.decoder = decoder;
        Matcher each = EACH.matcher(body);
        this.sharedArguments = each.find() ? Integer.parseInt(each.group(1)) : -1;
    }

    /**
     * Loads a packaged script.
     *
     * @param name {@code area/verb}
     * @param decoder from a reply to its type
     * @param <R> type of the decoded reply
     * @return the script, its includes resolved
     * @throws ScriptSourceException when the source is missing or malformed
     */
    public static <R> LuaScript<R> load(String name, Function<ScriptReply, R> decoder) {
        ScriptHeader header = ScriptHeader.parse(name, ScriptSources.PACKAGED.read(name));
        if (!header.name().equals(name)) {
            throw new ScriptSourceException(name + ".lua calls itself " + header.name());
        }
        return new LuaScript<>(header, new IncludeResolver(ScriptSources.PACKAGED).resolve(name), decoder);
    }

    /**
     * The same contract with the constants that its line {@code local … -- @constants} names.
     *
     * @param constants for each name texts, bytes, numbers, truth values, or lists of these
     * @return the script with this line completed, without the sections {@code -- @if name} … {@code -- @end} of empty constants
     * @throws ScriptSourceException when the line names others, or is missing
     */
    public LuaScript<R> withConstants(Map<String, ? extends List<?>> constants) {
        ScriptTemplate known = template;
        if (known == null) {
            known = ScriptTemplate.parse(name(), body);
            template = known; // threads that meet here make the same one
        }
        return new LuaScript<>(header, known.complete(constants), decoder);
    }

    /**
     * The same contract over another body: for tests that break a script on purpose.
     *
     * @param change from this script's body to the new one
     * @return the changed script
     */
    public LuaScript<R> withBody(UnaryOperator<String> change) {
        return new LuaScript<>(header, change.apply(body), decoder);
    }

    /**
     * The same contract at another time of the server's clock: for tests in which lives end without anybody waiting.
     *
     * @param millis what the clock says
     * @return the changed script
     */
    public LuaScript<R> atMillis(long millis) {
        List<String> time = List.of(Long.toString(millis / 1_000), millis % 1_000 + "000");
        return withBody(body -> AT.complete(Map.of("time", time)).replace(BODY, body));
    }

    /**
     * The same script with the flags that all of these have: what it is made of decides what the server lets it do.
     *
     * @param parts other scripts
     * @return the script
     */
    public LuaScript<R> withFlagsOf(List<LuaScript<?>> parts) {
        List<String> flags = parts.stream()
                .flatMap(part -> part.header.flags().stream())
                .distinct()
                .filter(flag ->
                        parts.stream().allMatch(part -> part.header.flags().contains(flag)))
                .toList();
        return new LuaScript<>(header.withFlags(flags), body, decoder);
    }

    /**
     * The same script, of which a call takes effect at most once for each token: the calls that follow get the first reply. They have two more parts: a last key,
     * in which the reply is kept, and a last argument, for how many milliseconds.
     *
     * @return the wrapped script
     */
    public LuaScript<R> once() {
        LuaScript<R> known = once;
        if (known == null) {
            known = withBody(body -> ONCE.replace(BODY, functionBody()));
            once = known; // threads that meet here make the same text
        }
        return known;
    }

    /** {@return the plain text as what another script has in a function} */
    public String functionBody() {
        return plain.body();
    }

    /** {@return whether {@link #several} exists: of a script that writes one entity, whose key is the first} */
    public boolean joinable() {
        return sharedArguments >= 0;
    }

    /** {@return how many arguments, the first ones, calls of {@link #several} have in common} */
    public int sharedArguments() {
        return sharedArguments;
    }

    /**
     * The same script for several entities in one call, each with a reply of its own: as several calls would do it that have all keys in common but the first, and their first
     * {@link #sharedArguments}. Its keys are those of the first call and then the entities of the others; its arguments those that are shared, then those of each entity, as many as of each other; and last
     * the number of entities. The reply is a list of replies; {@code {"ERROR", failure}} is that of an entity whose call would have failed.
     *
     * @return the wrapped script
     * @throws IllegalStateException when it is not {@link #joinable}
     */
    public LuaScript<R> several() {
        LuaScript<R> known = several;
        if (known == null) {
            if (!joinable()) {
                throw new IllegalStateException(name() + " writes more than one entity");
            }
            known = withBody(LuaScript::forSeveral);
            several = known; // threads that meet here make the same text
        }
        return known;
    }

    private static String forOne(String body) {
        return EACH.matcher(body).replaceFirst("local at, to = $1, #argv\n");
    }

    private static String forSeveral(String body) {
        Matcher each = EACH.matcher(body);
        if (!each.find()) {
            throw new IllegalArgumentException("no line: -- @each");
        }
        String first = "local at = " + each.group(1) + "\n";
        return SEVERAL.replace(SHARED, body.substring(0, each.start()) + first)
                .replace(ONE, body.substring(each.end()));
    }

    /** {@return {@code area/verb}} */
    public String name() {
        return header.name();
    }

    /** {@return names of the keys, in order} */
    public List<String> keyNames() {
        return header.keys();
    }

    /** {@return names of the arguments, in order} */
    public List<String> argumentNames() {
        return header.arguments();
    }

    /** {@return first elements of the replies} */
    public Set<String> replyTags() {
        return header.replyTags();
    }

    /** {@return whether it writes nothing, so that to run it twice does no harm} */
    public boolean readOnly() {
        return header.flags().contains("no-writes");
    }

    /** {@return the text for every supported server} */
    public ScriptText plain() {
        return plain;
    }

    /** {@return the text for servers from 7.0 on} */
    public ScriptText flagged() {
        return flagged;
    }

    /**
     * @param reply the server's reply: byte arrays, numbers, nulls, lists of these
     * @return the decoded reply
     * @throws ScriptReplyException when it is none of the contract's
     */
    public R decode(List<?> reply) {
        return decoder.apply(new ScriptReply(name(), reply));
    }

    @Override
    public String toString() {
        return "LuaScript[" + name() + "]";
    }
}

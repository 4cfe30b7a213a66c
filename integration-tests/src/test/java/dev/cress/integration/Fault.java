package dev.cress.integration;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.ScriptCall;
import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Something wrong with the calls of one script or command: its source, what the client passes to it, what comes back. */
final class Fault {

    private final String name;
    private final UnaryOperator<String> source;
    private final UnaryOperator<List<byte[]>> keys;
    private final UnaryOperator<List<byte[]>> arguments;
    private final UnaryOperator<List<?>> reply;
    /** Each made once: its digest takes long. */
    private final Map<LuaScript<?>, LuaScript<?>> mutants = new ConcurrentHashMap<>();

    private final AtomicInteger applied = new AtomicInteger();

    private Fault(
            String name,
            UnaryOperator<String> source,
            UnaryOperator<List<byte[]>> keys,
            UnaryOperator<List<byte[]>> arguments,
            UnaryOperator<List<?>> reply) {
        this.name = name;
        this.source = source;
        this.keys = keys;
        this.arguments = arguments;
        this.reply = reply;
    }

    private static Fault inSource(String script, UnaryOperator<String> source) {
        return new Fault(script, source, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** Another text in the script's source, which must occur there. */
    static Fault inSource(String script, String text, String replacement) {
        return inSource(script, source -> replaced(source, text, replacement));
    }

    /** Another text in those of the script's sources that have it. */
    static Fault whereInSource(String script, String text, String replacement) {
        return inSource(script, source -> source.replace(text, replacement));
    }

    /** A text moved behind another one. */
    static Fault movedInSource(String script, String text, String behind) {
        return inSource(script, source -> replaced(replaced(source, text, ""), behind, behind + "\n" + text));
    }

    /** Other keys, given as {@link ByteStrings}. */
    static Fault inKeys(String script, UnaryOperator<String> key) {
        return new Fault(
                script,
                UnaryOperator.identity(),
                keys -> mapped(keys, key),
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }

    /** Other arguments, given as {@link ByteStrings}. */
    static Fault inArguments(String script, UnaryOperator<String> argument) {
        return new Fault(
                script,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                arguments -> mapped(arguments, argument),
                UnaryOperator.identity());
    }

    /** Other elements in the reply of a command. */
    static Fault inReply(String command, UnaryOperator<List<?>> reply) {
        return new Fault(command, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), reply);
    }

    private static String replaced(String source, String text, String replacement) {
        if (!source.contains(text)) {
            throw new AssertionError("the script does not contain: " + text + "\n" + source);
        }
        return source.replace(text, replacement);
    }

    private static List<byte[]> mapped(List<byte[]> values, UnaryOperator<String> change) {
        List<byte[]> mapped = new ArrayList<>();
        values.forEach(value -> mapped.add(
                change.apply(new String(value, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)));
        return mapped;
    }

    /** The request as it is sent, and as its reply is received. */
    <R> Request<R> apply(Request<R> request) {
        if (!request.name().equals(name)) {
            return request;
        }
        return request.script().map(this::broken).orElseGet(() -> request.receiving(this::received));
    }

    private <R> Request<R> broken(ScriptCall<R> call) {
        LuaScript<R> mutant = mutant(call.script());
        List<byte[]> otherKeys = keys.apply(call.keys());
        List<byte[]> otherArguments = arguments.apply(call.arguments());
        boolean changed = !mutant.plain().equals(call.script().plain())
                || !same(otherKeys, call.keys())
                || !same(otherArguments, call.arguments());
        applied.addAndGet(changed ? 1 : 0);
        return Requests.script(mutant, otherKeys, otherArguments);
    }

    @SuppressWarnings("unchecked") // of the script that it is made of
    private <R> LuaScript<R> mutant(LuaScript<R> script) {
        return (LuaScript<R>) mutants.computeIfAbsent(script, original -> original.withBody(source));
    }

    private static boolean same(List<byte[]> left, List<byte[]> right) {
        return Arrays.deepEquals(left.toArray(), right.toArray());
    }

    private Object received(Object sent) {
        if (!(sent instanceof List<?> elements)) {
            return sent;
        }
        List<?> changed = reply.apply(elements);
        applied.addAndGet(changed.equals(elements) ? 0 : 1);
        return changed;
    }

    /** How many calls it has changed. */
    int applied() {
        return applied.get();
    }
}

package dev.cress.integration;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.ScriptCall;
import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Sends every second save and patch in one call with others of the same kind, which are refused since nothing is stored for them. */
final class CompanyExecutor implements RedisExecutor {

    private final RedisExecutor delegate;
    private final AtomicInteger calls = new AtomicInteger();

    CompanyExecutor(RedisExecutor delegate) {
        this.delegate = delegate;
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        ScriptCall<R> call = request.script().orElse(null);
        boolean alone = call == null || !takesCompany(call.script()) || calls.getAndIncrement() % 2 == 0;
        return alone
                ? delegate.execute(role, request)
                : delegate.executeAll(role, List.of(refused(call, "nobody"), request, refused(call, "no one")))
                        .map(replies -> replies.get(1));
    }

    private static boolean takesCompany(LuaScript<?> script) {
        return script.joinable() && script.argumentNames().contains("mode");
    }

    private static <R> Request<R> refused(ScriptCall<R> call, String id) {
        List<byte[]> keys = new ArrayList<>(call.keys());
        keys.set(0, utf8(new String(keys.get(1), StandardCharsets.UTF_8).replaceFirst("m$", "e:" + id)));
        List<byte[]> arguments = new ArrayList<>(call.arguments());
        List<String> names = call.script().argumentNames();
        arguments.set(names.indexOf("expected"), utf8("1")); // refused, whatever is to be done
        arguments.set(names.indexOf("id"), utf8(id));
        return Requests.script(call.script(), keys, arguments);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return delegate.executeAll(role, requests);
    }
}

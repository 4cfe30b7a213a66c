package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A connection that only notes what is written to it, write by write. */
final class RecordingConnection {

    final List<List<RedisCommand<?, ?, ?>>> writes = new CopyOnWriteArrayList<>();
    private final StatefulConnection<byte[], byte[]> proxy = proxy();

    StatefulConnection<byte[], byte[]> asConnection() {
        return proxy;
    }

    List<RedisCommand<?, ?, ?>> commands() {
        return writes.stream().<RedisCommand<?, ?, ?>>flatMap(List::stream).toList();
    }

    @SuppressWarnings("unchecked")
    private StatefulConnection<byte[], byte[]> proxy() {
        return (StatefulConnection<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StatefulConnection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("hashCode")) {
                        return System.identityHashCode(self);
                    }
                    if (method.getName().equals("equals")) {
                        return self == arguments[0];
                    }
                    assertThat(method.getName()).isEqualTo("dispatch");
                    writes.add(
                            arguments[0] instanceof Collection<?> batch
                                    ? List.copyOf((Collection<RedisCommand<?, ?, ?>>) batch)
                                    : List.of((RedisCommand<?, ?, ?>) arguments[0]));
                    return null;
                });
    }

    /** A command, with a key unless that is null. */
    static Attempt attempt(@Nullable String key, @Nullable Redirect redirect) {
        var arguments = Request.arguments();
        if (key != null) {
            arguments.addKey(key.getBytes(StandardCharsets.UTF_8));
        }
        return new Attempt(
                new Command<>(CommandType.GET, new ObjectOutput<>(ByteArrayCodec.INSTANCE), arguments),
                () -> false,
                null,
                redirect);
    }
}

package dev.cress.script.layout;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.testing.EmbeddedRedis;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a server of its own, whose default user loses one command after the other. */
class DeniedCommandIT {

    private static final List<CommandType> NEEDED = List.of(
            CommandType.XADD,
            CommandType.UNLINK,
            CommandType.HSET,
            CommandType.HGET,
            CommandType.HMGET,
            CommandType.HDEL,
            CommandType.ZADD,
            CommandType.ZREM,
            CommandType.PEXPIREAT,
            CommandType.PERSIST,
            CommandType.SET,
            CommandType.GET,
            CommandType.ZSCORE,
            CommandType.ZCOUNT,
            CommandType.ZRANGEBYSCORE,
            CommandType.GEOADD,
            CommandType.TYPE,
            CommandType.TIME,
            CommandType.PUBLISH);

    @Test
    void namesTheCommandThatTheUserMayNotCallAndWritesNoRecord() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                ScriptServer server = ScriptServer.standalone(redis.uri())) {
            for (Dialect dialect : Dialect.values()) {
                for (CommandType command : NEEDED) {
                    server.commands().flushall();
                    server.commands().aclSetuser("default", AclSetuserArgs.Builder.removeCommand(command));
                    LayoutReply reply = open(server, dialect);
                    server.commands().aclSetuser("default", AclSetuserArgs.Builder.addCommand(command));

                    assertThat(reply).isEqualTo(new LayoutReply.Denied(command.name()));
                    assertThat(server.commands().exists(utf8("layout"))).isZero();
                }
                assertThat(open(server, dialect)).isInstanceOf(LayoutReply.Layout.class);
            }
        }
    }

    private static LayoutReply open(ScriptServer server, Dialect dialect) {
        return server.run(
                LayoutScript.SCRIPT,
                dialect,
                List.of(utf8("layout"), utf8("canary")),
                LayoutScript.arguments(1, "crc32c", "1", "", "bell"));
    }
}

package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTests {

    private static final NodeAddress ANSWERED = new NodeAddress("10.0.0.9", 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOVED 3999 127.0.0.1:6381 | MOVED | 127.0.0.1      | 6381",
                "ASK 0 node-2.example:7001 | ASK   | node-2.example | 7001",
                "MOVED 16383 fe80::1:7001  | MOVED | fe80::1        | 7001",
                "MOVED 1 :7001             | MOVED | 10.0.0.9       | 7001",
                "ASK 1 ?:7001              | ASK   | 10.0.0.9       | 7001"
            })
    void readsTheAnswer(String reply, Redirect.Kind kind, String host, int port) {
        assertThat(Redirect.of(new RedisCommandExecutionException(reply), ANSWERED))
                .isEqualTo(new Redirect(kind, new NodeAddress(host, port)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED",
                "ASK 1",
                "MOVED 1 host",
                "MOVED x 127.0.0.1:1",
                "ASK 1 127.0.0.1:999999",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "ERR MOVED 1 127.0.0.1:1"
            })
    void isNoneOfOtherAnswers(String reply) {
        assertThat(Redirect.of(new RedisCommandExecutionException(reply), ANSWERED))
                .isNull();
    }

    @Test
    void isNoneWithoutAHostOrAnAnswer() {
        assertThat(Redirect.of(new RedisCommandExecutionException("MOVED 1 :7001"), null))
                .isNull();
        assertThat(Redirect.of(new RedisException("MOVED 1 127.0.0.1:7001"), ANSWERED))
                .isNull();
    }
}

package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.AccessDeniedException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.ScriptContractException;
import dev.cress.error.StoredDataException;
import dev.cress.script.entity.SaveScript;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTests {

    private static final Request<Long> READ = Requests.sortedSetSize(new byte[] {'k'});
    private static final Request<?> WRITE = Requests.script(SaveScript.TEMPLATE, List.of(), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOSCRIPT No matching script. Please use EVAL.            | NOT_CACHED",
                "TRYAGAIN Multiple keys request during rehashing of slot   | NOT_APPLIED",
                "CLUSTERDOWN The cluster is down                           | NOT_APPLIED",
                "CLUSTERDOWN Hash slot not served                          | NOT_APPLIED",
                "LOADING Redis is loading the dataset in memory            | NOT_APPLIED",
                "MASTERDOWN Link with MASTER is down                       | NOT_APPLIED",
                "BUSY Redis is busy running a script.                      | NOT_APPLIED",
                "READONLY You can't write against a read only replica.     | NOT_APPLIED",
                "MOVED 3999 127.0.0.1:6381                                 | NOT_APPLIED",
                "ASK 3999 127.0.0.1:6381                                   | NOT_APPLIED",
                "OOM command not allowed when used memory > 'maxmemory'.   | OVERLOADED",
                "MISCONF Redis is configured to save RDB snapshots         | OVERLOADED",
                "NOREPLICAS Not enough good replicas to write.             | OVERLOADED",
                "NOPERM this user has no permissions to run 'evalsha'      | DENIED",
                "NOAUTH Authentication required.                           | DENIED",
                "WRONGPASS invalid username-password pair                  | DENIED",
                "WRONGTYPE Operation against a key holding the wrong kind  | FOREIGN_DATA",
                "CROSSSLOT Keys in request don't hash to the same slot     | DEFECT",
                "FW_ARGUMENT token is reserved                             | DEFECT",
                "ERR unknown command                                       | DEFECT",
                "BUSYKEY Target key name already exists.                   | DEFECT",
                "NOSCRIPT                                                  | NOT_CACHED",
                "ERR OOM                                                   | DEFECT"
            })
    void tellsAnErrorReplyByItsFirstToken(String reply, Failure meaning) {
        assertThat(FailureClassifier.classify(new RedisCommandExecutionException(reply)))
                .isEqualTo(meaning);
        assertThat(FailureClassifier.classify(new CompletionException(new RedisCommandExecutionException(reply))))
                .isEqualTo(meaning);
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new RedisNoScriptException("NOSCRIPT x"), Failure.NOT_CACHED),
                Arguments.of(new RedisBusyException("BUSY x"), Failure.NOT_APPLIED),
                Arguments.of(new RedisLoadingException("LOADING x"), Failure.NOT_APPLIED),
                Arguments.of(new RedisReadOnlyException("READONLY x"), Failure.NOT_APPLIED),
                Arguments.of(new QueueFullException(), Failure.OVERLOADED),
                Arguments.of(new NotSentException(new RedisException("full")), Failure.NOT_APPLIED),
                Arguments.of(new RedisConnectionException("Unable to connect"), Failure.NOT_APPLIED),
                Arguments.of(
                        new RedisException("Currently not connected. Commands are rejected."), Failure.NOT_APPLIED),
                Arguments.of(new RedisException("Connection disconnected"), Failure.UNKNOWN),
                Arguments.of(new RedisException("Connection is closed"), Failure.UNKNOWN),
                Arguments.of(new RedisCommandTimeoutException("timed out"), Failure.UNKNOWN),
                Arguments.of(new IOException("Connection reset by peer"), Failure.UNKNOWN),
                Arguments.of(new ClosedChannelException(), Failure.UNKNOWN),
                Arguments.of(new IllegalStateException(), Failure.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void tellsADriversFailureByItsType(Throwable failure, Failure meaning) {
        assertThat(FailureClassifier.classify(failure)).isEqualTo(meaning);
        assertThat(FailureClassifier.classify(new CompletionException(failure))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void translatesEveryMeaningForReadsAndWrites(Failure meaning) {
        Throwable cause = new RedisException("cause");
        Class<?> write = switch (meaning) {
            case NOT_CACHED, NOT_APPLIED -> RedisUnavailableException.class;
            case UNKNOWN -> OutcomeUnknownException.class;
            case OVERLOADED -> OverloadedException.class;
            case DENIED -> AccessDeniedException.class;
            case FOREIGN_DATA -> StoredDataException.class;
            case DEFECT -> ScriptContractException.class;
        };
        assertThat(FailureTranslator.translate(WRITE, meaning, cause))
                .isExactlyInstanceOf(write)
                .hasCause(cause)
                .hasMessageStartingWith("entity/save ");
        assertThat(FailureTranslator.translate(READ, meaning, cause))
                .isExactlyInstanceOf(meaning == Failure.UNKNOWN ? RedisTimeoutException.class : write)
                .hasMessageStartingWith("ZCARD ");
    }

    @Test
    void onlyScriptsAreNotSentTwice() {
        assertThat(WRITE.idempotent()).isFalse();
        assertThat(READ.idempotent()).isTrue();
    }
}

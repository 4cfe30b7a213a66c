package dev.cress.samples.cities;

import dev.cress.error.RedisDataException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences, instead of a stack trace, that the service cannot start without its store. */
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<RedisDataException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RedisDataException cause) {
        return new FailureAnalysis(
                "The store cannot be used: " + cause.getMessage(),
                "Set REDIS_URL to a Redis server that answers, such as redis://localhost:6379,"
                        + " or leave it out to use an embedded one.",
                rootFailure);
    }
}

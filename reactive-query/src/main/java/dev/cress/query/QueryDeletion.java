package dev.cress.query;

import dev.cress.entity.EntityWriter;
import dev.cress.entity.OpenStore;
import dev.cress.error.VersionConflictException;
import dev.cress.mapping.Row;
import dev.cress.page.FirstError;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.Deadline;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.predicate.RowTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Deletes what a query finds, each entity in the version in which it was found. */
final class QueryDeletion<T> {

    private static final int IN_FLIGHT = 64;

    private final QueryScope<T> scope;
    private final QuerySettings<T> settings;
    private final Question<T> question;
    private final EntityWriter<T> writer;

    /** @throws InvalidQueryException when the query has an offset */
    QueryDeletion(QueryScope<T> scope, QuerySettings<T> settings) {
        if (settings.offset() > 0) {
            throw new InvalidQueryException(
                    "what an offset leaves out cannot be kept from deletion; leave it away", null);
        }
        this.scope = scope;
        this.settings = settings;
        this.question = scope.question(settings);
        this.writer = new EntityWriter<>(scope.store());
    }

    Mono<Long> run() {
        return scope.store().with(open -> {
            Deadline deadline = Deadline.after(settings.timeout());
            return deadline.guard(question.spec(open)).flatMap(spec -> delete(open, spec, deadline));
        });
    }

    /** A covered row has no version and would be deleted in any: all that is verified has to be read. */
    private Mono<Long> delete(OpenStore<T> open, QuerySpec spec, Deadline deadline) {
        return FirstError.of(scope.executor(open, deadline)
                        .rows(spec.withFields(Fields.ALL), OptionalLong.empty())
                        .flatMap(row -> delete(open, spec, row), IN_FLIGHT, IN_FLIGHT))
                .count();
    }

    /** Emits what was deleted; when it was changed meanwhile, what it is now decides. */
    private Mono<Row> delete(OpenStore<T> open, QuerySpec spec, Row row) {
        return scope.store()
                .lifecycle()
                .deleting(row.id(), writer.delete(row.id(), row.version(), WriteOptions.DEFAULT))
                .filter(result -> !(result instanceof WriteResult.Missing)
                        && result.orThrow().isRemoved())
                .map(deleted -> row)
                .onErrorResume(
                        VersionConflictException.class,
                        changed -> open.read(row.id())
                                .filter(now -> RowTest.matches(spec.predicate(), now))
                                .flatMap(now -> delete(open, spec, now)));
    }
}

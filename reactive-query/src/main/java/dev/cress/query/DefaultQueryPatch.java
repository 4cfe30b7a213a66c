package dev.cress.query;

import dev.cress.entity.OpenStore;
import dev.cress.entity.PatchBuilder;
import dev.cress.entity.PatchPlan;
import dev.cress.entity.PatchWriter;
import dev.cress.mapping.Row;
import dev.cress.page.FirstError;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.Deadline;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.predicate.RowTest;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Patches what a query finds, each entity in the version in which it was found. */
final class DefaultQueryPatch<T> extends PatchBuilder<T, QueryPatch<T>> implements QueryPatch<T> {

    private static final int IN_FLIGHT = 64;

    private final QueryScope<T> scope;
    private final QuerySettings<T> settings;

    /** @throws InvalidQueryException when the query has an offset */
    DefaultQueryPatch(QueryScope<T> scope, QuerySettings<T> settings) {
        this(scope, settings, nothing(scope.model()));
        if (settings.offset() > 0) {
            throw new InvalidQueryException(
                    "what an offset leaves out cannot be kept from a patch; leave it away", null);
        }
    }

    private DefaultQueryPatch(QueryScope<T> scope, QuerySettings<T> settings, PatchPlan<T> plan) {
        super(plan);
        this.scope = scope;
        this.settings = settings;
    }

    @Override
    protected QueryPatch<T> with(PatchPlan<T> other) {
        return new DefaultQueryPatch<>(scope, settings, other);
    }

    @Override
    public Mono<Long> apply() {
        Question<T> question = scope.question(settings);
        return scope.store().with(open -> {
            Deadline deadline = Deadline.after(settings.timeout());
            return deadline.guard(question.spec(open)).flatMap(spec -> patchAll(open, spec, deadline));
        });
    }

    /** A covered row has no version and would be patched in any: all that is verified has to be read. */
    private Mono<Long> patchAll(OpenStore<T> open, QuerySpec spec, Deadline deadline) {
        return FirstError.of(scope.executor(open, deadline)
                        .rows(spec.withFields(Fields.ALL), settings.cap())
                        .map(row -> new Found(row.id(), row.version()))
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .flatMap(found -> patch(open, spec, found), IN_FLIGHT, IN_FLIGHT))
                .filter(patched -> patched)
                .count();
    }

    private record Found(byte[] id, long version) {}

    private Mono<Boolean> patch(OpenStore<T> open, QuerySpec spec, Found found) {
        return new PatchWriter<>(scope.store())
                .patch(
                        found.id(),
                        plan(),
                        SaveMode.UPDATE,
                        Returning.NOTHING,
                        WriteOptions.DEFAULT.ifVersion(found.version()))
                .flatMap(result -> result instanceof WriteResult.VersionConflict
                        ? again(open, spec, found.id())
                        : Mono.fromCallable(() -> counts(result)));
    }

    /** What it is now decides. */
    private Mono<Boolean> again(OpenStore<T> open, QuerySpec spec, byte[] id) {
        return open.read(id)
                .filter(row -> RowTest.matches(spec.predicate(), row))
                .map(Row::version)
                .flatMap(version -> patch(open, spec, new Found(id, version)))
                .defaultIfEmpty(false);
    }

    private static boolean counts(WriteResult<?> result) {
        boolean leftOut = result instanceof WriteResult.ConditionNotMet || result instanceof WriteResult.Missing;
        return !leftOut && result.orThrow() instanceof WriteResult.Written;
    }
}

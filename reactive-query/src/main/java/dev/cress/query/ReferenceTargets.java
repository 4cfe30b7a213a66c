package dev.cress.query;

import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.QueryExecutor;
import dev.cress.query.execute.QueryMeters;
import dev.cress.query.execute.ResultLimitExceededException;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.Resolve;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.ReferenceCondition;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What meets a condition on what references lead to.
 *
 * @param condition the condition
 * @param found ids, and how they were found
 */
record ReferenceTargets(ReferenceCondition condition, QueryExecutor.FoundIds found) {

    RangeSet references() {
        return condition.references(found.ids());
    }

    Resolve.Reference step() {
        return new Resolve.Reference(
                condition.asked().toString(), found.plan(), found.ids().size());
    }

    /**
     * Asks for the targets of references to one type.
     *
     * @param store where they are
     * @param stores where those are to which they refer in turn
     */
    record Search<T>(EntityStore<T> store, Function<Class<?>, EntityStore<?>> stores) {

        /** One query for ids; whoever waits for it sets the time. */
        Mono<ReferenceTargets> find(ReferenceCondition condition, QuerySpec.ScanPolicy scan, RedisExecutor executor) {
            @SuppressWarnings("unchecked") // criteria name properties only; they were checked against this type
            Criteria<T> asked = (Criteria<T>) condition.question();
            QuerySettings<T> settings = new QuerySettings<>(
                    List.of(asked),
                    null,
                    OptionalLong.of(ReferenceCondition.MAX_TARGETS + 1L),
                    0,
                    OptionalLong.empty(),
                    null,
                    scan);
            Question<T> question = new Question<>(store.model(), settings, stores);
            return store.with(open -> find(question, open.withExecutor(executor)))
                    .map(found -> new ReferenceTargets(condition, bounded(condition, found)));
        }

        private Mono<QueryExecutor.FoundIds> find(Question<T> question, OpenStore<T> open) {
            QueryExecutor executor = new QueryExecutor(open, store.lifecycle(), Deadline.after(null), QueryMeters.NONE);
            return question.spec(open).flatMap(spec -> executor.ids(spec.withFields(Fields.NONE)));
        }

        private QueryExecutor.FoundIds bounded(ReferenceCondition condition, QueryExecutor.FoundIds found) {
            if (found.ids().size() > ReferenceCondition.MAX_TARGETS) {
                throw new ResultLimitExceededException(
                        condition.asked().property() + ": more than " + ReferenceCondition.MAX_TARGETS + " "
                                + store.model().name()
                                + " are what the condition asks for, or all but what it asks for; narrow it, or ask for them first and for their references page by page",
                        null);
            }
            return found;
        }
    }
}

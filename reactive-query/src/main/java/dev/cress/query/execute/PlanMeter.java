package dev.cress.query.execute;

import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.query.plan.PlanNode;
import java.util.IdentityHashMap;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Counts what the steps of one plan really do, while it runs for one subscription; each step with those below it, since it waits for them. Steps are made known before anything runs: later,
 * each of them is counted by one thread at a time.
 */
class PlanMeter {

    /** Counts nothing. */
    static final PlanMeter NONE = new PlanMeter(() -> 0) {
        @Override
        HitSource hits(PlanNode node, HitSource source) {
            return source;
        }

        @Override
        <T> BatchSource<T> rows(PlanNode node, BatchSource<T> source) {
            return source;
        }

        @Override
        RowReader.Verified verified(PlanNode node) {
            return (candidates, results) -> {};
        }

        @Override
        void asked(int some) {}
    };

    private final LongSupplier roundTrips;
    private final IdentityHashMap<PlanNode, StepActuals> steps = new IdentityHashMap<>();
    private long discarded;
    private int partitions;

    /** @param roundTrips how many there were so far */
    PlanMeter(LongSupplier roundTrips) {
        this.roundTrips = roundTrips;
    }

    HitSource hits(PlanNode node, HitSource source) {
        StepActuals step = actuals(node);
        return wanted -> measured(step, source.next(wanted));
    }

    <T> BatchSource<T> rows(PlanNode node, BatchSource<T> source) {
        StepActuals step = actuals(node);
        return demand -> measured(step, source.next(demand));
    }

    /** Is told of each batch of candidates that were compared with what is stored, which is what a filter does. */
    RowReader.Verified verified(PlanNode node) {
        StepActuals step = node instanceof PlanNode.Filter ? actuals(node) : new StepActuals();
        return (candidates, results) -> {
            discarded += candidates - results;
            step.rows += results;
        };
    }

    void asked(int some) {
        partitions = Math.max(partitions, some);
    }

    long discarded() {
        return discarded;
    }

    int partitions() {
        return partitions;
    }

    /** How a step reads in an analysis. */
    String describe(PlanNode node) {
        StepActuals step = steps.get(node);
        if (step == null) {
            return "";
        }
        String waited = step.batches == 0 ? "" : " trips=" + step.roundTrips + " time=" + step.nanos / 1_000 + "us";
        return " actual=" + step.rows + waited;
    }

    private <T> Mono<Batch<T>> measured(StepActuals step, Mono<Batch<T>> batch) {
        return Mono.defer(() -> {
            long begun = System.nanoTime();
            long before = roundTrips.getAsLong();
            return batch.doOnNext(some -> {
                step.batches++;
                step.rows += some.items().size();
                step.nanos += System.nanoTime() - begun;
                step.roundTrips += roundTrips.getAsLong() - before;
            });
        });
    }

    private StepActuals actuals(PlanNode node) {
        return steps.computeIfAbsent(node, step -> new StepActuals());
    }

    private static final class StepActuals {
        private long batches;
        private long rows;
        private long roundTrips;
        private long nanos;
    }
}

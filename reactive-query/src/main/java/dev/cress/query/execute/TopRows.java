package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The first rows in an order that the candidates have not: reads all candidates and keeps the best. Memory is the limit, or the cap, in rows. Candidates that come by
 * distance from the same point are read only as far as they can still be among the first.
 */
final class TopRows implements BatchSource<Row> {

    private static final int CANDIDATES = 512;

    private final RowReader reader;
    private final SortOrder order;
    private final ResultLimit limit;
    private final boolean byDistance;
    private final @Nullable SortPosition after;
    private final Comparator<SortPosition> comparator;
    private final PriorityQueue<Ranked> kept;
    private boolean complete;

    TopRows(RowReader reader, PlanNode.Sort sort, ResultLimit limit, @Nullable SortPosition after) {
        this.reader = reader;
        this.order = sort.order();
        this.limit = limit;
        this.after = after;
        this.byDistance = nearestFirst(sort);
        this.comparator = SortPosition.comparator(order);
        this.kept = new PriorityQueue<>(Comparator.comparing(Ranked::position, comparator.reversed()));
    }

    @Override
    public Mono<Batch<Row>> next(long demand) {
        return Mono.defer(() -> reader.next(candidates()))
                .flatMap(found -> reader.leaveOut(rank(found)))
                .repeat(() -> !complete)
                .then(Mono.fromSupplier(this::ranked));
    }

    private int candidates() {
        return byDistance ? (int) Math.max(16, Math.min(CANDIDATES, limit.room(kept.size()))) : CANDIDATES;
    }

    private List<RowReader.LeftOut> rank(RowReader.Found found) {
        List<RowReader.LeftOut> left = new ArrayList<>(0);
        for (Row row : found.rows().items()) {
            try {
                rank(row);
            } catch (StoredDataException e) {
                left.add(new RowReader.LeftOut(row, e));
            }
        }
        complete = found.rows().last() || nothingNearerFollows(found.distance());
        return left;
    }

    private void rank(Row row) {
        SortPosition position = SortPosition.of(order, row);
        if (after == null || comparator.compare(position, after) > 0) {
            keep(new Ranked(position, row));
        }
    }

    private void keep(Ranked ranked) {
        kept.add(ranked);
        if (limit.limit().isPresent() && kept.size() > limit.limit().getAsLong()) {
            kept.poll();
        } else if (limit.limit().isEmpty()
                && limit.cap().isPresent()
                && kept.size() > limit.cap().getAsLong()) {
            throw limit.exceeded();
        }
    }

    private boolean nothingNearerFollows(double distance) {
        Ranked worst = kept.peek();
        return byDistance
                && worst != null
                && limit.reached(kept.size())
                && distance > worst.position().distance() + 2 * GeoSource.SLACK_METRES;
    }

    private Batch<Row> ranked() {
        List<Ranked> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparing(Ranked::position, comparator));
        return new Batch<>(sorted.stream().map(Ranked::row).toList(), true);
    }

    private static boolean nearestFirst(PlanNode.Sort sort) {
        PlanNode node = sort.input();
        while (node instanceof PlanNode.Filter || node instanceof PlanNode.Probe) {
            node = node instanceof PlanNode.Filter filter ? filter.input() : ((PlanNode.Probe) node).input();
        }
        return node instanceof PlanNode.GeoSearch search
                && !sort.order().keys().isEmpty()
                && sort.order()
                        .keys()
                        .get(0)
                        .equals(new SortKey.ByDistance(
                                search.circle().property(), search.circle().center(), Direction.ASCENDING));
    }

    private record Ranked(SortPosition position, Row row) {}
}

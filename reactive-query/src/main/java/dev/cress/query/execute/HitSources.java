package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.entity.OpenStore;
import dev.cress.key.KeyLayout;
import dev.cress.page.Batch;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.PlanVisitor;
import dev.cress.scan.MemberScan;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Builds the sources of a plan's candidates. Filters and sorts need stored values and are left to {@link RowReader} and {@link TopRows}. */
final class HitSources implements PlanVisitor<HitSource> {

    private final OpenStore<?> store;
    private final @Nullable SortPosition after;

    /**
     * @param after where the candidates begin, if they come in the order that the position is of; null for all
     */
    HitSources(OpenStore<?> store, @Nullable SortPosition after) {
        this.store = store;
        this.after = after;
    }

    @Override
    public HitSource empty(PlanNode.Empty node) {
        return wanted -> Mono.just(new Batch<>(List.of(), true));
    }

    @Override
    public HitSource primaryScan(PlanNode.PrimaryScan node) {
        ByteRange range = after == null ? ByteRange.ALL : ByteRange.ALL.beyond(after.id(), Direction.ASCENDING);
        return ScanSource.ofIds(new MemberScan(
                store.executor(), keys(KeyLayout.PartitionKeys::primary), List.of(range), Direction.ASCENDING));
    }

    @Override
    public HitSource indexScan(PlanNode.IndexScan node) {
        List<ByteRange> ranges = node.ranges().bytes();
        if (after != null) {
            byte[] member = after.member(node.ranges());
            ranges = ranges.stream()
                    .map(range -> range.beyond(member, node.direction()))
                    .filter(range -> !range.isEmpty())
                    .toList();
        }
        return ScanSource.ofEntries(new MemberScan(
                store.executor(),
                keys(partition ->
                        partition.index(node.index().form(), node.index().name())),
                ranges,
                node.direction()));
    }

    @Override
    public HitSource geoSearch(PlanNode.GeoSearch node) {
        return new GeoSource(
                store.executor(),
                keys(partition ->
                        partition.index(node.index().form(), node.index().name())),
                node.circle());
    }

    @Override
    public HitSource union(PlanNode.Union node) {
        return new UnionSource(
                node.branches().stream()
                        .map(branch -> branch.node().accept(this))
                        .toList(),
                node.branches().stream().map(PlanNode.Union.Branch::predicate).toList());
    }

    @Override
    public HitSource probe(PlanNode.Probe node) {
        return new ProbeSource(store, node.input().accept(this), node.terms());
    }

    @Override
    public HitSource filter(PlanNode.Filter node) {
        return node.input().accept(this);
    }

    @Override
    public HitSource sort(PlanNode.Sort node) {
        return node.input().accept(this);
    }

    @Override
    public HitSource fetch(PlanNode.Fetch node) {
        return node.input().accept(this);
    }

    @Override
    public HitSource countEntries(PlanNode.CountEntries node) {
        throw new IllegalStateException("counting reads no candidates");
    }

    private List<byte[]> keys(Function<KeyLayout.PartitionKeys, byte[]> key) {
        return IntStream.range(0, store.keys().partitioning().count())
                .mapToObj(partition -> key.apply(store.keys().partition(partition)))
                .toList();
    }
}

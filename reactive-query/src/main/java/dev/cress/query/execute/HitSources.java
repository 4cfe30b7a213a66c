package dev.cress.query.execute;

import dev.cress.connection.ByteRange;
import dev.cress.entity.OpenStore;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.page.Batch;
import dev.cress.query.plan.CountEntries;
import dev.cress.query.plan.IndexOrder;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.PlanVisitor;
import dev.cress.query.plan.Resolve;
import dev.cress.query.plan.SortOrder;
import dev.cress.scan.ChangesSince;
import dev.cress.scan.MemberScan;
import dev.cress.scan.ScanOrigins;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Builds the sources of a plan's candidates. Filters and sorts need stored values and are left to {@link RowReader} and {@link TopRows}. */
final class HitSources implements PlanVisitor<HitSource> {

    private final OpenStore<?> store;
    private final @Nullable SortOrder order;
    private final @Nullable SortPosition after;
    private final AskedPartitions partitions;
    private final PlanMeter meter;
    private final @Nullable ScanOrigins origins;

    /**
     * @param order the wanted order, or null
     * @param after where the candidates begin, if they come in the order that the position is of; null for all
     * @param partitions where candidates may be
     * @param meter is told what each step does
     */
    HitSources(
            OpenStore<?> store,
            @Nullable SortOrder order,
            @Nullable SortPosition after,
            AskedPartitions partitions,
            PlanMeter meter) {
        this(store, order, after, partitions, meter, null);
    }

    private HitSources(
            OpenStore<?> store,
            @Nullable SortOrder order,
            @Nullable SortPosition after,
            AskedPartitions partitions,
            PlanMeter meter,
            @Nullable ScanOrigins origins) {
        this.store = store;
        this.partitions = partitions;
        this.order = order;
        this.after = after;
        this.meter = meter;
        this.origins = origins;
    }

    /** The same for steps of which each finds a part of the candidates, or of what they have to have, between which entities may change over. */
    HitSources alternatives() {
        return origins != null ? this : new HitSources(store, order, after, partitions, meter, new ScanOrigins());
    }

    @Override
    public HitSource empty(PlanNode.Empty node) {
        return wanted -> Mono.just(new Batch<>(List.of(), true));
    }

    @Override
    public HitSource primaryScan(PlanNode.PrimaryScan node) {
        ByteRange range = after == null ? ByteRange.ALL : ByteRange.ALL.beyond(after.id(), node.direction());
        MemberScan scan =
                new MemberScan(store.executor(), keys(PartitionKeys::primary), List.of(range), node.direction());
        return meter.hits(node, ScanSource.ofIds(scan, partitions));
    }

    @Override
    public HitSource idLookup(PlanNode.IdLookup node) {
        IdSource ids = IdSource.of(store, node, after);
        meter.asked(ids.partitions());
        return meter.hits(node, ids);
    }

    @Override
    public HitSource indexScan(PlanNode.IndexScan node) {
        List<ByteRange> ranges = node.path().bytes();
        if (after != null) {
            byte[] member = member(node, after);
            ranges = ranges.stream()
                    .map(range -> range.beyond(member, node.direction()))
                    .filter(range -> !range.isEmpty())
                    .toList();
        }
        MemberScan scan = new MemberScan(
                store.executor(),
                keys(node.path().index()),
                ranges,
                node.direction(),
                IndexWatch.of(store, node.path(), partitions, origins).orElse(null));
        return meter.hits(node, ScanSource.ofEntries(scan, partitions));
    }

    @Override
    public HitSource geoSearch(PlanNode.GeoSearch node) {
        return meter.hits(node, new GeoSource(partitions, keys(node.index()), node.circle(), changes(node)));
    }

    private @Nullable ChangesSince changes(PlanNode.GeoSearch node) {
        return origins == null ? null : new ChangesSince(origins, node.index().properties());
    }

    /** Of alternatives all since they began; of one value of several what changes while each of them is asked for. */
    private @Nullable Supplier<ChangesSince> changes(PlanNode.Probe node) {
        boolean several = node.terms().stream()
                .anyMatch(term -> term.holds() && term.points().intervals().size() > 1);
        if (origins == null && !several) {
            return null;
        }
        List<Property> properties = ReadProperties.of(store.model(), node);
        ChangesSince all = origins == null ? null : new ChangesSince(origins, properties);
        return () -> all == null ? new ChangesSince(new ScanOrigins(), properties) : all;
    }

    @Override
    public HitSource union(PlanNode.Union node) {
        HitSources alternatives = alternatives();
        return meter.hits(
                node,
                new UnionSource(node.branches().stream()
                        .map(branch -> branch.accept(alternatives))
                        .toList()));
    }

    @Override
    public HitSource merge(PlanNode.Merge node) {
        HitSources alternatives = alternatives();
        List<HitSource> inputs =
                node.inputs().stream().map(input -> input.accept(alternatives)).toList();
        return meter.hits(node, new MergeSource(inputs, node.direction()));
    }

    @Override
    public HitSource probe(PlanNode.Probe node) {
        return meter.hits(node, new ProbeSource(store, node.input().accept(this), node.terms(), changes(node)));
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
    public HitSource cover(PlanNode.Cover node) {
        return node.input().accept(this);
    }

    @Override
    public HitSource countEntries(CountEntries node) {
        throw new IllegalStateException("counting reads no candidates");
    }

    @Override
    public HitSource resolve(Resolve node) {
        return node.input().accept(this);
    }

    /** Candidates of a scan begin at a place only where the scan has the wanted order. */
    private byte[] member(PlanNode.IndexScan scan, SortPosition place) {
        return place.member(
                IndexOrder.of(scan.path(), Objects.requireNonNull(order)).orElseThrow());
    }

    private List<byte[]> keys(IndexDefinition index) {
        return keys(partition -> partition.index(index.form(), index.name()));
    }

    private List<byte[]> keys(Function<PartitionKeys, byte[]> key) {
        meter.asked(partitions.count());
        return partitions.keys(key);
    }
}

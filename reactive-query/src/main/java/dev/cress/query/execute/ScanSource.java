package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.page.Batch;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Candidates from a lexicographic index, merged over the partitions. As many as are wanted, if there are: a scan stops where a partition's page ends, and to read entities after
 * each of these pieces would cost a round trip for a few.
 */
final class ScanSource implements HitSource {

    private final MemberScan scan;
    private final AskedPartitions partitions;
    private final UnaryOperator<byte[]> idOf;
    private boolean last;

    private ScanSource(MemberScan scan, AskedPartitions partitions, UnaryOperator<byte[]> idOf) {
        this.scan = scan;
        this.partitions = partitions;
        this.idOf = idOf;
    }

    static ScanSource ofIds(MemberScan scan, AskedPartitions partitions) {
        return new ScanSource(scan, partitions, UnaryOperator.identity());
    }

    static ScanSource ofEntries(MemberScan scan, AskedPartitions partitions) {
        return new ScanSource(scan, partitions, Member::idOf);
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return Mono.defer(() -> {
            List<Hit> hits = new ArrayList<>(wanted);
            return Mono.defer(() -> scan.next(wanted - hits.size()))
                    .doOnNext(batch -> {
                        batch.items().forEach(member -> hits.add(hit(member)));
                        last = batch.last();
                    })
                    .repeat(() -> !last && hits.size() < wanted)
                    .then(Mono.fromSupplier(() -> new Batch<>(hits, last)));
        });
    }

    private Hit hit(Member member) {
        return new Hit(new Located(partitions.numbers().get(member.partition()), idOf.apply(member.bytes())), member);
    }
}

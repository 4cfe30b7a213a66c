package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.page.Batch;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.script.entry.Entries;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Candidates from a lexicographic index, merged over the partitions. */
final class ScanSource implements HitSource {

    private final MemberScan scan;
    private final UnaryOperator<byte[]> idOf;

    private ScanSource(MemberScan scan, UnaryOperator<byte[]> idOf) {
        this.scan = scan;
        this.idOf = idOf;
    }

    static ScanSource ofIds(MemberScan scan) {
        return new ScanSource(scan, UnaryOperator.identity());
    }

    static ScanSource ofEntries(MemberScan scan) {
        return new ScanSource(
                scan, member -> Arrays.copyOfRange(member, Entries.entryLength(member) + 1, member.length));
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return scan.next(wanted)
                .map(batch -> new Batch<>(batch.items().stream().map(this::hit).toList(), batch.last()));
    }

    private Hit hit(Member member) {
        return new Hit(new Located(member.partition(), idOf.apply(member.bytes())), Double.NaN, List.of());
    }
}

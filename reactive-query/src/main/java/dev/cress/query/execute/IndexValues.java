package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.entity.OpenStore;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.script.entry.Entries;
import dev.cress.script.query.CountsScript;
import dev.cress.script.query.EntryCount;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an ordered index alone tells of the values in it. */
public final class IndexValues {

    private static final Logger LOG = LoggerFactory.getLogger(IndexValues.class);

    /** Entries in memory at a time. */
    private static final int MAX_ENTRIES = 32_000;

    private final OpenStore<?> store;
    private final IndexPart part;
    private final Deadline deadline;

    /**
     * A part of an index.
     *
     * @param store where the entities are
     * @param part the part
     * @param deadline when to be over
     */
    public IndexValues(OpenStore<?> store, IndexPart part, Deadline deadline) {
        this.store = store;
        this.part = part;
        this.deadline = deadline;
    }

    /** Loads the script from the class path, which blocks, so that no operation does it later. */
    public static void loadScripts() {
        LOG.debug("script: {}", CountsScript.SCRIPT);
    }

    /** {@return the values with their numbers, least first, fetched on demand} */
    public Flux<EntryCount> counts() {
        return PagedFlux.of(() -> {
            ValueScan scan = new ValueScan(store, part);
            return demand -> deadline.guard(scan.next(demand));
        });
    }

    /** {@return the entries one by one, each entity's once, mostly least first, fetched on demand} */
    public Flux<byte[]> entries() {
        return PagedFlux.of(() -> {
                    MemberScan scan = scan(Direction.ASCENDING);
                    int wanted = Math.min(
                            MAX_ENTRIES,
                            MemberScan.MAX_PAGE * store.keys().partitioning().count());
                    return (BatchSource<Member>) demand -> deadline.guard(scan.next(wanted));
                })
                .map(IndexValues::entry);
    }

    /**
     * The first value from one end.
     *
     * @param direction which end
     * @return a cold publisher of its entry, empty when there is none
     */
    public Mono<byte[]> first(Direction direction) {
        return PagedFlux.of(() -> {
                    MemberScan scan = scan(direction);
                    return (BatchSource<Member>) demand -> deadline.guard(scan.next(1));
                })
                .next()
                .map(IndexValues::entry);
    }

    private MemberScan scan(Direction direction) {
        return new MemberScan(store.executor(), part.keys(store), part.bytes(), direction, part.watch(store));
    }

    private static byte[] entry(Member member) {
        return Arrays.copyOf(member.bytes(), Entries.entryLength(member.bytes()));
    }
}

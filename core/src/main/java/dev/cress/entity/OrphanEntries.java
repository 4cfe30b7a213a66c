package dev.cress.entity;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.HashPage;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.mapping.IndexDefinition;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entity.LifeScripts.Entry;
import dev.cress.script.entry.Entries;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds what indexes of a partition have of entities whose hashes are gone. An entry is a function of what was stored, so nothing but the indexes themselves tells: each is read once, page by page.
 */
final class OrphanEntries {

    private static final int PAGE = 1_000;

    private final OpenStore<?> store;
    private final int partition;
    private final Map<ByteBuffer, Orphan> found = new HashMap<>();

    /** What is left of an entity. */
    record Orphan(byte[] id, List<Entry> entries) {}

    private OrphanEntries(OpenStore<?> store, int partition, List<byte[]> ids) {
        this.store = store;
        this.partition = partition;
        ids.forEach(id -> found.put(ByteBuffer.wrap(id), new Orphan(id, new ArrayList<>())));
    }

    /** The entries of each id. */
    static Mono<List<Orphan>> find(OpenStore<?> store, int partition, List<byte[]> ids) {
        return Mono.defer(() -> {
            OrphanEntries entries = new OrphanEntries(store, partition, ids);
            return Flux.range(0, store.model().indexes().all().size())
                    .concatMap(entries::search, 0)
                    .then(Mono.fromSupplier(() -> List.copyOf(entries.found.values())));
        });
    }

    private Mono<Void> search(int number) {
        IndexDefinition index = store.model().indexes().all().get(number);
        byte[] key = store.keys().partition(partition).index(index.form(), index.name());
        if (index.form() == IndexForm.GEO) {
            found.values().forEach(orphan -> orphan.entries().add(new Entry(number, orphan.id())));
            return Mono.empty();
        }
        return index.form() == IndexForm.UNIQUE ? claims(number, key, "0") : members(number, key);
    }

    private Mono<Void> members(int number, byte[] key) {
        return PagedFlux.of(() -> {
                    MemberScan scan =
                            new MemberScan(store.executor(), List.of(key), List.of(ByteRange.ALL), Direction.ASCENDING);
                    return (BatchSource<Member>) demand -> scan.next(PAGE);
                })
                .doOnNext(member -> note(number, id(member.bytes()), member.bytes()))
                .then();
    }

    private Mono<Void> claims(int number, byte[] key, String cursor) {
        return store.executor()
                .execute(Role.READ, Requests.hashPage(key, cursor, PAGE))
                .doOnNext(page -> claims(number, page))
                .flatMap(page -> page.isLast() ? Mono.empty() : claims(number, key, page.cursor()));
    }

    private void claims(int number, HashPage page) {
        for (int i = 0; i < page.fields().size(); i += 2) {
            note(number, page.fields().get(i + 1), page.fields().get(i));
        }
    }

    private void note(int number, byte[] id, byte[] member) {
        Orphan orphan = found.get(ByteBuffer.wrap(id));
        if (orphan != null) {
            orphan.entries().add(new Entry(number, member));
        }
    }

    private static byte[] id(byte[] member) {
        return Arrays.copyOfRange(member, Entries.entryLength(member) + 1, member.length);
    }
}

package dev.cress.integration;

import dev.cress.error.AttachmentFullException;
import dev.cress.error.ConditionNotMetException;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.repository.EntityBytes;
import dev.cress.repository.EntityList;
import dev.cress.repository.UnitOfWork;
import dev.cress.script.entity.Returning;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** A fixed course of operations that touches every path of the scripts, and notes each answer that is not the right one. */
final class BreakageScenario {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Parcels repository;
    private final Supplier<UnitOfWork> units;
    private final int partitions;
    private final RandomParcels parcels = new RandomParcels(new Random(42), "depot");
    private final ReferenceModel<Parcel> model = new ReferenceModel<>(Parcel::id);
    private final List<String> discrepancies = new ArrayList<>();

    BreakageScenario(Parcels repository, Supplier<UnitOfWork> units, int partitions) {
        this.repository = repository;
        this.units = units;
        this.partitions = partitions;
    }

    /** What went otherwise than it should. */
    List<String> run() {
        List<String> ids = parcels.ids(30);
        ids.forEach(id -> save(unclaimed(parcels.parcel(id, 0))));
        if (model.size() < ids.size()) {
            return discrepancies; // nothing to go on with
        }
        ids.forEach(id -> save(unclaimed(parcels.parcel(id, version(id)))));
        ids.forEach(id -> save(unclaimed(parcels.changed(model.get(id)))));
        ids.subList(0, 10).forEach(this::saveUnchanged);
        ids.subList(0, 10).forEach(this::toNullAndBack);
        ids.subList(0, 5).forEach(this::refuse);
        ids.subList(5, 15).forEach(this::patch);
        ids.subList(21, 24).forEach(this::attach);
        claim(ids);
        require("drop", new FieldDrops(repository, model).run(), right -> require(right, "parcels"));
        unit(ids);
        rename(ids.subList(22, 24));
        move(ids.get(21));
        ids.subList(22, 30).forEach(this::delete);
        expect(
                "push to nobody",
                repository.list("nobody", "trail", String.class).push("x"),
                length -> {},
                EntityNotFoundException.class);
        expect(
                "append to nobody",
                repository.bytes("nobody", "log").append(ByteBuffer.wrap(new byte[1])),
                length -> {},
                EntityNotFoundException.class);
        expect("delete of nobody", repository.deleteById("nobody"), removed -> require(!removed, "removed"), null);
        compareContents();
        return discrepancies;
    }

    private long version(String id) {
        return model.contains(id) ? model.get(id).version() : 0;
    }

    private void save(Parcel parcel) {
        expect("save", repository.save(parcel), saved -> keep(parcel, saved), null);
    }

    private void keep(Parcel sent, Parcel saved) {
        require(saved.sameContent(sent), "content");
        Parcel before = model.get(sent.id());
        boolean unchanged = before != null && before.sameContent(sent);
        require(unchanged ? saved.version() == before.version() : saved.version() > sent.version(), "version");
        model.put(saved);
    }

    private void saveUnchanged(String id) {
        save(model.get(id));
    }

    private void toNullAndBack(String id) {
        Parcel full = model.get(id);
        if (full == null) {
            discrepancies.add(id + " is not stored");
            return;
        }
        save(new Parcel(
                id,
                "depot",
                null,
                false,
                0,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                full.version()));
        save(full.withVersion(version(id)));
    }

    private void refuse(String id) {
        Parcel other = unclaimed(parcels.parcel(id, version(id) - 1));
        expect("save of an old version", repository.save(other), saved -> {}, VersionConflictException.class);
        expect(
                "save of a new entity that exists",
                repository.save(other.withVersion(0)),
                saved -> {},
                VersionConflictException.class);
        expect("insert of a present id", repository.insert(other), saved -> {}, EntityExistsException.class);
        expect("delete of an old version", repository.delete(other), removed -> {}, VersionConflictException.class);
        Parcel absent = unclaimed(parcels.parcel("absent" + id.length(), 1));
        expect("update of an absent id", repository.update(absent), saved -> {}, EntityNotFoundException.class);
        expect(
                "save of a version that was deleted",
                repository.save(absent),
                saved -> {},
                VersionConflictException.class);
        require("find", repository.findById(id), found -> require(found.equals(model.get(id)), "found"));
    }

    private void patch(String id) {
        Parcel stored = model.get(id);
        if (stored == null) {
            discrepancies.add(id + " is not stored");
            return;
        }
        Parcel next = unclaimed(parcels.changed(stored));
        Patch<Parcel> patch = new RandomPatches(new Random(id.length())).patch(repository, stored, next);
        expect(
                "patch of an old version",
                patch.options(WriteOptions.DEFAULT.ifVersion(stored.version() - 1))
                        .apply(),
                version -> {},
                VersionConflictException.class);
        expect(
                "patch that does not meet its condition",
                patch.onlyIf(Parcel::depot).is("elsewhere").apply(),
                version -> {},
                ConditionNotMetException.class);
        expect("patch", patch.after(), patched -> keep(next.withVersion(stored.version()), patched), null);
        Patch<Parcel> named = repository
                .patch(id)
                .set(Parcel::barcode, 1)
                .increment(Parcel::pieces, -7)
                .append(Parcel::tags, "more")
                .options(WriteOptions.DEFAULT.writeId("named"));
        expect("named patch", named.after(), model::put, null);
        expect("named patch again", named.after(), again -> require(again.equals(model.get(id)), "result"), null);
        require("find", repository.findById(id), found -> require(found.equals(model.get(id)), "found"));
    }

    /** More than there may be; and once for a write id. */
    private void attach(String id) {
        List<String> stops = List.of("a", "b", "c", "d", "e", "f");
        EntityList<String> trail = repository.list(id, "trail", String.class);
        WriteOptions named = WriteOptions.DEFAULT.writeId("attached");
        require("push", trail.pushAll(stops), length -> require(length == Trails.TRAIL, "length"));
        require("named push", trail.pushAll(List.of("g"), named), length -> {});
        require("named push again", trail.pushAll(List.of("g"), named), length -> {});
        List<String> kept = List.of("d", "e", "f", "g");
        require("trail", trail.oldestFirst().collectList(), all -> require(all.equals(kept), "trail"));
        EntityBytes log = repository.bytes(id, "log");
        require("append", log.append(ByteBuffer.wrap(new byte[Trails.LOG])), length -> {});
        expect(
                "append to what is full",
                log.append(ByteBuffer.wrap(new byte[1])),
                length -> {},
                AttachmentFullException.class);
        require("find", repository.findById(id), found -> require(found.equals(model.get(id)), "found"));
    }

    /** Two of one partition want the same value; then the first gives it back. */
    private void claim(List<String> ids) {
        together(ids).stream().filter(same -> same.size() > 1).forEach(same -> {
            save(claiming(same.get(0), "wanted"));
            expect(
                    "claim of a taken value",
                    repository.save(claiming(same.get(1), "wanted")),
                    saved -> {},
                    UniqueConflictException.class);
            save(claiming(same.get(0), "other"));
            save(claiming(same.get(1), "wanted"));
        });
    }

    /** The stored ones of some ids, partition by partition. */
    private Collection<List<String>> together(List<String> ids) {
        Map<Integer, List<String>> byPartition = new HashMap<>();
        ids.subList(0, 22).stream()
                .filter(model::contains)
                .forEach(id -> byPartition
                        .computeIfAbsent(partition(id), partition -> new ArrayList<>())
                        .add(id));
        return byPartition.values();
    }

    /** A unit of which the last write is refused, then one that deletes, hands a value on, patches and changes. */
    private void unit(List<String> ids) {
        together(ids).stream().filter(same -> same.size() > 3).limit(2).forEach(same -> {
            List<Parcel> stored = same.stream().map(model::get).toList();
            expect(
                    "refused unit",
                    units.get()
                            .save(unclaimed(parcels.changed(stored.get(0))))
                            .delete(stored.get(1))
                            .update(stored.get(2).withVersion(7))
                            .commit(),
                    done -> {},
                    VersionConflictException.class);
            stored.subList(0, 3)
                    .forEach(one -> require(
                            "find", repository.findById(one.id()), found -> require(found.equals(one), "found")));
            save(claiming(same.get(0), "handed on"));
            Parcel heir = claiming(same.get(1), "handed on");
            Parcel changed = unclaimed(parcels.parcel(same.get(2), version(same.get(2))));
            UnitOfWork unit = units.get()
                    .delete(model.get(same.get(0)))
                    .save(heir)
                    .save(changed)
                    .patch(repository.patch(same.get(3)).increment(Parcel::pieces, 1), Returning.AFTER)
                    .options(WriteOptions.DEFAULT.writeId("unit"));
            expect(
                    "unit",
                    unit.commit(),
                    done -> {
                        model.remove(same.get(0));
                        keep(heir, done.entity(1, Parcel.class));
                        keep(changed, done.entity(2, Parcel.class));
                        model.put(done.entity(3, Parcel.class));
                    },
                    null);
            expect(
                    "unit again",
                    unit.commit(),
                    again -> require(again.entity(3, Parcel.class).equals(model.get(same.get(3))), "result"),
                    null);
        });
    }

    /** Each to a new id and back; over another one not at all. */
    private void rename(List<String> ids) {
        for (String id : ids) {
            String other = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> id + "~" + i)
                    .filter(name -> partition(name) == partition(id))
                    .findFirst()
                    .orElseThrow();
            Parcel stored = model.get(id);
            require("rename", repository.rename(id, other), version -> require(version > stored.version(), "version"));
            EntityList<String> trail = repository.list(other, "trail", String.class);
            require("trail", trail.oldestFirst().collectList(), all -> require(all.size() == Trails.TRAIL, "trail"));
            require("rename back", repository.rename(other, id), version -> model.put(stored.withVersion(version)));
            model.all().stream()
                    .map(Parcel::id)
                    .filter(one -> !one.equals(id) && partition(one) == partition(id))
                    .findFirst()
                    .ifPresent(taken -> expect(
                            "rename over another",
                            repository.rename(id, taken),
                            version -> {},
                            EntityExistsException.class));
        }
    }

    /** To another partition and back, with everything. */
    private void move(String id) {
        String other = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> id + "~" + i)
                .filter(name -> partition(name) != partition(id))
                .findFirst()
                .orElseThrow();
        Parcel stored = model.get(id);
        require("move", repository.rename(id, other), version -> require(version > stored.version(), "version"));
        EntityList<String> trail = repository.list(other, "trail", String.class);
        require("trail", trail.oldestFirst().collectList(), all -> require(all.size() == Trails.TRAIL, "trail"));
        require(
                "moved",
                repository.findById(other),
                moved -> require(moved.equals(stored.withId(other, moved.version())), "moved"));
        require("move back", repository.rename(other, id), version -> model.put(stored.withVersion(version)));
    }

    private int partition(String id) {
        return Placement.partitionOf(ByteStrings.utf8(id), partitions);
    }

    private Parcel claiming(String id, String locker) {
        return withLocker(model.get(id), locker);
    }

    private static Parcel unclaimed(Parcel parcel) {
        return withLocker(parcel, null);
    }

    private static Parcel withLocker(Parcel p, String locker) {
        return new Parcel(
                p.id(),
                p.depot(),
                p.recipient(),
                p.express(),
                p.pieces(),
                p.floor(),
                p.barcode(),
                p.weight(),
                p.volume(),
                p.price(),
                p.customs(),
                p.size(),
                p.zone(),
                p.tracking(),
                p.accepted(),
                p.due(),
                p.position(),
                locker,
                p.attempts(),
                p.note(),
                p.tags(),
                p.version());
    }

    private void delete(String id) {
        save(claiming(id, "locker of " + id.length() + id.hashCode()));
        if (!model.contains(id)) {
            discrepancies.add(id + " is not stored");
            return;
        }
        expect("delete", repository.delete(model.get(id)), removed -> require(removed, "removed"), null);
        model.remove(id);
        require("deleted entity", repository.existsById(id), exists -> require(!exists, "exists"));
    }

    private void compareContents() {
        require("all", repository.findAll().collectList(), all -> require(all.equals(model.all()), "contents"));
        require("count", repository.count(), count -> require(count == model.size(), "count"));
    }

    private <R> void require(String what, Mono<R> answer, Consumer<R> check) {
        expect(what, answer, check, null);
    }

    private <R> void expect(String what, Mono<R> answer, Consumer<R> check, Class<?> failure) {
        try {
            R result = answer.block(DEADLINE);
            if (failure != null) {
                discrepancies.add(what + ": no " + failure.getSimpleName());
            } else if (result == null) {
                discrepancies.add(what + ": nothing");
            } else {
                check.accept(result);
            }
        } catch (RuntimeException | Discrepancy e) {
            if (failure == null || !failure.isInstance(e)) {
                discrepancies.add(what + ": " + e);
            }
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new Discrepancy(what);
        }
    }

    private static final class Discrepancy extends Error {
        private static final long serialVersionUID = 1;

        Discrepancy(String message) {
            super("other " + message + " than expected");
        }
    }
}

package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.geo.GeoPoint;
import dev.cress.integration.Operation.Kind;
import dev.cress.integration.Operation.Outcome;
import dev.cress.repository.UnitOfWork;
import dev.cress.script.entity.Returning;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Concurrent workers that read, save, insert, update, patch and delete the same tickets, and note in a history what they were told. */
final class Load {

    private static final int WORKERS = 48;

    private final List<Tickets> clients;
    private final List<Supplier<UnitOfWork>> units;
    private final Map<Integer, List<String>> together;
    private final List<String> ids;
    private final long seed;
    private final History history = new History();
    private final AtomicLong marks = new AtomicLong();
    private final AtomicLong increments = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();

    /**
     * @param clients whom the workers share
     * @param ids how many tickets there may be; each is worked on by all workers
     */
    Load(List<Tickets> clients, int ids, long seed) {
        this(clients, List.of(), 1, ids, seed);
    }

    private Load(List<Tickets> clients, List<Supplier<UnitOfWork>> units, int partitions, int ids, long seed) {
        this.clients = List.copyOf(clients);
        this.units = units;
        this.ids = IntStream.range(0, ids).mapToObj(i -> "ticket-" + i).toList();
        this.together = this.ids.stream()
                .collect(Collectors.groupingBy(id -> Placement.partitionOf(ByteStrings.utf8(id), partitions)));
        this.seed = seed;
    }

    /** Does units of work, too. */
    static Load withUnits(List<Cress> cresses, int partitions, int ids, long seed) {
        List<Tickets> clients =
                cresses.stream().map(cress -> cress.repository(Tickets.class)).toList();
        List<Supplier<UnitOfWork>> units = new ArrayList<>();
        cresses.forEach(cress -> units.add(cress::unitOfWork));
        return new Load(clients, List.copyOf(units), partitions, ids, seed);
    }

    History history() {
        return history;
    }

    /** How many operations are over, now. */
    int done() {
        return done.get();
    }

    /** Runs about as many operations, one after the other in each worker; fails at once when an outcome is none that Cress promises. */
    Mono<Void> run(int operations) {
        return Flux.range(0, WORKERS)
                .map(i -> new Worker(
                        new Random(seed * WORKERS + i),
                        clients.get(i % clients.size()),
                        units.isEmpty() ? null : units.get(i % units.size())))
                .flatMap(worker -> worker.step().repeat(() -> done.get() < operations), WORKERS)
                .then();
    }

    /** Reads each ticket once: what is left must be explained too. To be called when no fault is about. */
    Mono<Void> settle() {
        Worker worker = new Worker(new Random(seed), clients.get(0), null);
        return Flux.fromIterable(ids).concatMap(worker::read).then();
    }

    /** Sends it, and tells what came of it. */
    private static Mono<Operation> outcome(
            Operation begun, Mono<?> action, BiFunction<Operation, Object, Operation> answered) {
        return action.map(answer -> answered.apply(begun, answer))
                .switchIfEmpty(Mono.fromSupplier(() -> begun.found(0, 0)))
                .onErrorResume(failure -> Mono.just(begun.failed(failure)));
    }

    private static Mono<Operation> twice(
            Operation begun, Mono<?> action, BiFunction<Operation, Object, Operation> answered) {
        Mono<Operation> sending = outcome(begun, action, answered);
        return sending.flatMap(first -> sending.map(first::orRepeated));
    }

    private Mono<Operation> note(Mono<Operation> outcome) {
        return outcome.doOnNext(operation -> {
            history.add(operation);
            done.incrementAndGet();
        });
    }

    /** One of the workers: one operation after the other. */
    private final class Worker {

        private final Random random;
        private final Tickets tickets;
        private final Supplier<UnitOfWork> unit;
        private final Map<String, Ticket> known = new HashMap<>();

        /** @param unit null for none */
        Worker(Random random, Tickets tickets, Supplier<UnitOfWork> unit) {
            this.random = random;
            this.tickets = tickets;
            this.unit = unit;
        }

        Mono<Operation> step() {
            return Mono.defer(() -> {
                String id = ids.get(random.nextInt(ids.size()));
                int dice = random.nextInt(100);
                if (dice < 6 && unit != null) {
                    return unit(together.values().stream()
                            .filter(same -> same.contains(id))
                            .findFirst()
                            .orElseThrow());
                }
                if (dice < 25) {
                    return read(id);
                }
                if (dice < 36) {
                    return delete(id);
                }
                if (dice < 45) {
                    return write(Kind.INSERT, id, Operation.ANY);
                }
                if (dice < 53) {
                    return increment(id);
                }
                if (dice < 66) {
                    Kind kind = dice < 58 ? Kind.PATCH : dice < 63 ? Kind.CONDITIONAL : Kind.MERGE;
                    Mono<Operation> patch = Mono.defer(() -> patch(kind, id));
                    return random.nextBoolean() ? patch : read(id).then(patch);
                }
                Kind kind = dice < 73 ? Kind.UPDATE : Kind.SAVE;
                Mono<Operation> write = Mono.defer(() -> write(kind, id, version(id)));
                return dice < 76 ? write : read(id).then(write);
            });
        }

        /** 0 when it is not known. */
        private long version(String id) {
            return known.containsKey(id) ? known.get(id).version() : 0;
        }

        private Mono<Operation> write(Kind kind, String id, long expected) {
            Ticket ticket =
                    ticket(id, kind == Kind.UPDATE ? Math.max(Operation.NEVER, expected) : Math.max(0, expected));
            long checked = kind == Kind.INSERT ? Operation.ANY : ticket.version();
            if (kind == Kind.SAVE && random.nextInt(4) == 0) {
                WriteOptions named = WriteOptions.DEFAULT.writeId("save-" + ticket.mark());
                Mono<Ticket> action = tickets.save(ticket, named).map(WriteResult::entity);
                return begin(kind, id, ticket.mark(), checked)
                        .flatMap(begun -> note(twice(begun, action, this::written)))
                        .doOnNext(this::learn);
            }
            Mono<Ticket> action = switch (kind) {
                case INSERT -> tickets.insert(ticket);
                case UPDATE -> tickets.update(ticket);
                default -> tickets.save(ticket);
            };
            return begin(kind, id, ticket.mark(), checked)
                    .flatMap(begun -> note(outcome(begun, action, this::written)))
                    .doOnNext(this::learn);
        }

        private Mono<Operation> patch(Kind kind, String id) {
            Ticket values = ticket(id, 0);
            Ticket before = known.get(id);
            Map<String, Object> fields = new HashMap<>(Map.of("mark", values.mark()));
            fields.put("holder", values.holder());
            fields.put("seat", values.seat());
            fields.put("log", random.nextBoolean() ? null : List.of());
            Patch<Ticket> patch = tickets.patch(id).merge(fields).unset(List.of("tags"));
            WriteOptions options = WriteOptions.DEFAULT;
            long expected = Operation.ANY;
            if (kind == Kind.CONDITIONAL) {
                expected = before == null ? Operation.UNIT : before.mark();
                patch = patch.onlyIf(Ticket::mark).is(expected);
            } else if (kind == Kind.MERGE) {
                patch = patch.orCreate();
            } else if (before != null && random.nextBoolean()) {
                expected = before.version();
                options = options.ifVersion(expected);
            }
            boolean named = random.nextInt(3) == 0;
            Mono<Ticket> action = patch.options(named ? options.writeId("patch-" + values.mark()) : options)
                    .after();
            return begin(kind, id, values.mark(), expected)
                    .flatMap(begun ->
                            note(named ? twice(begun, action, this::written) : outcome(begun, action, this::written)))
                    .doOnNext(this::learn);
        }

        /** Sets the marks of several tickets of one partition; some units are sent twice under one name. */
        private Mono<Operation> unit(List<String> same) {
            List<String> chosen = new ArrayList<>(same);
            Collections.shuffle(chosen, random);
            List<Operation> begun = new ArrayList<>();
            UnitOfWork writes = unit.get();
            for (String id : chosen.subList(0, Math.min(3, chosen.size()))) {
                Ticket values = ticket(id, 0);
                known.remove(id);
                Map<String, Object> fields = new HashMap<>(Map.of("mark", values.mark()));
                fields.put("holder", values.holder());
                fields.put("seat", null); // nothing is to refuse it
                fields.put("log", List.of());
                writes = writes.patch(
                        tickets.patch(id).merge(fields).unset(List.of("tags")).orCreate(), Returning.AFTER);
                begun.add(Operation.begin(Kind.MERGE, id, values.mark(), Operation.ANY));
            }
            history.addUnit(begun.stream().map(Operation::mark).toList());
            boolean named = random.nextInt(3) == 0;
            WriteOptions options = named
                    ? WriteOptions.DEFAULT.writeId("unit-" + begun.get(0).mark())
                    : random.nextBoolean() ? WriteOptions.DEFAULT.once() : WriteOptions.DEFAULT;
            Mono<List<Operation>> outcome = outcomes(begun, writes.options(options));
            Mono<List<Operation>> all =
                    named ? outcome.flatMap(first -> outcome.map(second -> orRepeated(first, second))) : outcome;
            return all.flatMapIterable(operations -> operations)
                    .concatMap(operation -> note(Mono.just(operation)))
                    .last();
        }

        private static List<Operation> orRepeated(List<Operation> first, List<Operation> second) {
            return IntStream.range(0, first.size())
                    .mapToObj(i -> first.get(i).orRepeated(second.get(i)))
                    .toList();
        }

        private Mono<List<Operation>> outcomes(List<Operation> begun, UnitOfWork writes) {
            return writes.commit()
                    .map(done -> IntStream.range(0, begun.size())
                            .mapToObj(i -> begun.get(i)
                                    .end(
                                            Outcome.DONE,
                                            consistent(done.entity(i, Ticket.class))
                                                    .version()))
                            .toList())
                    .onErrorResume(failure -> Mono.fromCallable(
                            () -> begun.stream().map(one -> one.failed(failure)).toList()));
        }

        /** Each adds another number, so that a mark tells what it is the sum of. */
        private Mono<Operation> increment(String id) {
            long added = increments.incrementAndGet();
            Mono<Ticket> action = tickets.patch(id)
                    .increment(Ticket::mark, added)
                    .append(Ticket::log, added)
                    .add(Ticket::tags, added)
                    .after();
            return Mono.defer(() -> note(outcome(Operation.beginIncrement(id, added), action, (begun, after) -> {
                        Ticket ticket = consistent(after);
                        return begun.found(ticket.mark(), ticket.version());
                    })))
                    .doOnNext(operation -> known.remove(id));
        }

        private Mono<Operation> delete(String id) {
            Ticket before = known.remove(id);
            boolean checked = before != null && random.nextBoolean();
            boolean named = !checked && random.nextInt(3) == 0;
            WriteOptions options =
                    named ? WriteOptions.DEFAULT.writeId("delete-" + marks.incrementAndGet()) : WriteOptions.DEFAULT;
            Mono<Boolean> action = checked
                    ? tickets.delete(before)
                    : tickets.deleteById(id, options).map(WriteResult::isRemoved);
            BiFunction<Operation, Object, Operation> answered =
                    (begun, removed) -> begun.end((Boolean) removed ? Outcome.DONE : Outcome.ABSENT, 0);
            return begin(Kind.DELETE, id, 0, checked ? before.version() : Operation.ANY)
                    .flatMap(begun -> note(named ? twice(begun, action, answered) : outcome(begun, action, answered)));
        }

        Mono<Operation> read(String id) {
            known.remove(id);
            return begin(Kind.READ, id, 0, Operation.ANY)
                    .flatMap(begun -> note(outcome(begun, tickets.findById(id), (operation, found) -> {
                        Ticket ticket = consistent(found);
                        known.put(id, ticket);
                        return operation.found(ticket.mark(), ticket.version());
                    })));
        }

        private Operation written(Operation begun, Object saved) {
            Ticket ticket = consistent(saved);
            known.put(begun.id(), ticket);
            return begun.end(Outcome.DONE, ticket.version());
        }

        private Ticket consistent(Object answer) {
            Ticket ticket = (Ticket) answer;
            assertThat(ticket.consistent())
                    .as("mark, log and tags of %s", ticket)
                    .isTrue();
            return ticket;
        }

        private void learn(Operation operation) {
            if (operation.outcome() == Outcome.CONFLICT || operation.outcome() == Outcome.ABSENT) {
                known.remove(operation.id());
            }
        }

        private static Mono<Operation> begin(Kind kind, String id, long mark, long expected) {
            return Mono.fromSupplier(() -> Operation.begin(kind, id, mark, expected));
        }

        private Ticket ticket(String id, long version) {
            long mark = marks.incrementAndGet() * Operation.UNIT;
            return new Ticket(
                    id,
                    mark,
                    random.nextInt(4) == 0 ? null : "holder " + random.nextInt(9),
                    random.nextInt(5) > 0 ? null : "seat " + random.nextInt(12),
                    random.nextInt(3) == 0 ? null : new GeoPoint(random.nextInt(360) - 180, random.nextInt(160) - 80),
                    random.nextBoolean() ? null : "note " + mark,
                    random.nextBoolean() ? null : List.of(),
                    random.nextBoolean() ? null : Collections.emptySet(),
                    version);
        }
    }
}

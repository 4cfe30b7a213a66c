package dev.cress.integration;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.geo.GeoPoint;
import dev.cress.integration.Operation.Kind;
import dev.cress.integration.Operation.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Concurrent workers that read, save, insert, update, increment and delete the same tickets, and note in a history what they were told. */
final class Load {

    private static final int WORKERS = 48;

    private final List<Tickets> clients;
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
        this.clients = List.copyOf(clients);
        this.ids = IntStream.range(0, ids).mapToObj(i -> "ticket-" + i).toList();
        this.seed = seed;
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
                .map(i -> new Worker(new Random(seed * WORKERS + i), clients.get(i % clients.size())))
                .flatMap(worker -> worker.step().repeat(() -> done.get() < operations), WORKERS)
                .then();
    }

    /** Reads each ticket once: what is left must be explained too. To be called when no fault is about. */
    Mono<Void> settle() {
        Worker worker = new Worker(new Random(seed), clients.get(0));
        return Flux.fromIterable(ids).concatMap(worker::read).then();
    }

    private Mono<Operation> note(Operation begun, Mono<?> action, BiFunction<Operation, Object, Operation> answered) {
        return action.map(answer -> answered.apply(begun, answer))
                .switchIfEmpty(Mono.fromSupplier(() -> begun.found(0, 0)))
                .onErrorResume(failure -> Mono.just(failed(begun, failure)))
                .doOnNext(operation -> {
                    history.add(operation);
                    done.incrementAndGet();
                });
    }

    private static Operation failed(Operation begun, Throwable failure) {
        if (failure instanceof OutcomeUnknownException && begun.kind() != Kind.READ) {
            return begun;
        }
        if (failure instanceof VersionConflictException conflict) {
            return begun.end(Outcome.CONFLICT, conflict.actual());
        }
        Map<Class<?>, Outcome> refusals = Map.of(
                EntityExistsException.class, Outcome.PRESENT,
                EntityNotFoundException.class, Outcome.ABSENT,
                UniqueConflictException.class, Outcome.TAKEN,
                RedisUnavailableException.class, Outcome.NOT_RUN,
                OverloadedException.class, Outcome.NOT_RUN);
        Outcome outcome = refusals.get(failure.getClass());
        if (outcome == null && begun.kind() == Kind.READ && failure instanceof RedisTimeoutException) {
            outcome = Outcome.NOT_RUN;
        }
        if (outcome == null) {
            throw new AssertionError(begun + " ended in " + failure, failure);
        }
        return begun.end(outcome, 0);
    }

    /** One of the workers: one operation after the other. */
    private final class Worker {

        private final Random random;
        private final Tickets tickets;
        private final Map<String, Long> versions = new HashMap<>();

        Worker(Random random, Tickets tickets) {
            this.random = random;
            this.tickets = tickets;
        }

        Mono<Operation> step() {
            return Mono.defer(() -> {
                String id = ids.get(random.nextInt(ids.size()));
                int dice = random.nextInt(100);
                if (dice < 25) {
                    return read(id);
                }
                if (dice < 36) {
                    return delete(id);
                }
                if (dice < 48) {
                    return write(Kind.INSERT, id, Operation.ANY);
                }
                if (dice < 56) {
                    return increment(id);
                }
                Kind kind = dice < 66 ? Kind.UPDATE : Kind.SAVE;
                Mono<Operation> write = Mono.defer(() -> write(kind, id, versions.getOrDefault(id, 0L)));
                return dice < 71 ? write : read(id).then(write);
            });
        }

        private Mono<Operation> write(Kind kind, String id, long expected) {
            Ticket ticket =
                    ticket(id, kind == Kind.UPDATE ? Math.max(Operation.NEVER, expected) : Math.max(0, expected));
            Mono<Ticket> action = switch (kind) {
                case INSERT -> tickets.insert(ticket);
                case UPDATE -> tickets.update(ticket);
                default -> tickets.save(ticket);
            };
            long checked = kind == Kind.INSERT ? Operation.ANY : ticket.version();
            return begin(kind, id, ticket.mark(), checked, action, (begun, saved) -> {
                versions.put(id, ((Ticket) saved).version());
                return begun.end(Outcome.DONE, ((Ticket) saved).version());
            });
        }

        /** Each adds another number, so that a mark tells what it is the sum of. */
        private Mono<Operation> increment(String id) {
            long added = increments.incrementAndGet();
            return Mono.defer(() -> note(
                            Operation.beginIncrement(id, added),
                            tickets.patch(id).increment(Ticket::mark, added).after(),
                            (begun, after) -> begun.found(((Ticket) after).mark(), ((Ticket) after).version())))
                    .doOnNext(operation -> versions.remove(id));
        }

        private Mono<Operation> delete(String id) {
            Long known = versions.remove(id);
            boolean checked = known != null && random.nextBoolean();
            Mono<Boolean> action = checked ? tickets.delete(ticket(id, known)) : tickets.deleteById(id);
            return begin(
                    Kind.DELETE,
                    id,
                    0,
                    checked ? known : Operation.ANY,
                    action,
                    (begun, removed) -> begun.end((Boolean) removed ? Outcome.DONE : Outcome.ABSENT, 0));
        }

        Mono<Operation> read(String id) {
            versions.remove(id);
            return begin(Kind.READ, id, 0, Operation.ANY, tickets.findById(id), (begun, found) -> {
                Ticket ticket = (Ticket) found;
                versions.put(id, ticket.version());
                return begun.found(ticket.mark(), ticket.version());
            });
        }

        private Mono<Operation> begin(
                Kind kind,
                String id,
                long mark,
                long expected,
                Mono<?> action,
                BiFunction<Operation, Object, Operation> answered) {
            return Mono.defer(() -> note(Operation.begin(kind, id, mark, expected), action, answered))
                    .doOnNext(operation -> {
                        if (operation.outcome() == Outcome.CONFLICT || operation.outcome() == Outcome.ABSENT) {
                            versions.remove(id);
                        }
                    });
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
                    version);
        }
    }
}

package dev.cress.feed;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.StoredDataException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.line.Rings;
import dev.cress.script.feed.GroupScripts;
import dev.cress.script.feed.LeaseReply;
import dev.cress.script.feed.MembersReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * One subscription of a group: says that it lives, prolongs its leases, takes what it lacks and gives back what is too much.
 *
 * <p><b>Balance</b> Every member counts the living and its rank among them, and so knows its share without asking the others. Who has more gives back; who has less takes what is free. Views may
 * differ for a time; the leases alone decide.
 */
final class GroupMember<T> implements Rings {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

    private final OpenStore<T> store;
    private final GroupKeys keys;
    private final GroupOptions options;
    private final Lag lag;
    private final EventHandling<T> handling;
    private final FluxSink<GroupSignal> sink;
    private final BooleanSupplier closed;
    private final String name = randomName();
    private final Map<Integer, PartitionWorker<T>> workers = new ConcurrentHashMap<>();
    private final Map<Integer, Disposable> work = new ConcurrentHashMap<>();
    private final Disposable.Swap ticks = Disposables.swap();
    private volatile boolean cancelled;
    private @Nullable PartitionPositions start;

    GroupMember(
            OpenStore<T> store,
            GroupKeys keys,
            GroupOptions options,
            Lag lag,
            EventHandling<T> handling,
            FluxSink<GroupSignal> sink,
            BooleanSupplier closed) {
        this.store = store;
        this.keys = keys;
        this.options = options;
        this.lag = lag;
        this.handling = handling;
        this.sink = sink;
        this.closed = closed;
    }

    /** Not from a secure source, which may block; two members of one name would only fence each other. */
    private static String randomName() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Long.toUnsignedString(random.nextLong(), 36) + Long.toUnsignedString(random.nextLong(), 36);
    }

    void start() {
        Duration pause = options.lease().dividedBy(3);
        ticks.update(Mono.defer(this::tick)
                .timeout(pause)
                .onErrorResume(this::isPassing, failure -> {
                    LOG.debug("A member of group {} could not look after its partitions", keys.group(), failure);
                    return Mono.empty();
                })
                .then(Mono.delay(pause))
                .repeat()
                .subscribe(nothing -> {}, this::failed));
    }

    private boolean isPassing(Throwable failure) {
        return !closed.getAsBoolean()
                && (failure instanceof TransientRedisDataException
                        || failure instanceof OutcomeUnknownException
                        || failure instanceof TimeoutException);
    }

    /** Cancels what is handled, keeps what is done, and leaves. */
    void cancel() {
        cancelled = true;
        ticks.dispose();
        work.values().forEach(Disposable::dispose);
        Flux.fromIterable(List.copyOf(workers.values()))
                .flatMap(worker -> worker.giveBack().onErrorComplete(), 64)
                .then(store.executor()
                        .execute(
                                Role.WRITE,
                                Requests.script(
                                        GroupScripts.JOIN, List.of(keys.members()), GroupScripts.join(name, 0))))
                .subscribe(
                        left -> {},
                        failure -> LOG.debug("A member of group {} could not say goodbye", keys.group(), failure));
    }

    @Override
    public void ring(int partition) {
        PartitionWorker<T> worker = workers.get(partition);
        if (worker != null) {
            worker.wakeup().ringForEvery();
        }
    }

    @Override
    public void ringForEvery() {
        workers.values().forEach(worker -> worker.wakeup().ringForEvery());
    }

    private Mono<Void> tick() {
        return renew().then(begin()).then(join()).flatMap(members -> {
            int share = members.paused() ? 0 : share(members);
            shed(share);
            return take(share);
        });
    }

    private Mono<Void> renew() {
        return Flux.fromIterable(List.copyOf(workers.values()))
                .filter(worker -> !worker.lease().isOver())
                .flatMap(worker -> worker.lease().renew().onErrorComplete(this::isPassing), 1_024)
                .then();
    }

    /** Where the group begins in partitions that have no place yet; asked for once. */
    private Mono<Void> begin() {
        if (start != null || options.start() instanceof FeedStart.Now) {
            return Mono.empty();
        }
        return FeedPlaces.find(store, options.start())
                .doOnNext(found -> start = found)
                .then();
    }

    private Mono<MembersReply> join() {
        return store.executor()
                .execute(
                        Role.WRITE,
                        Requests.script(
                                GroupScripts.JOIN,
                                List.of(keys.members()),
                                GroupScripts.join(name, options.lease().toMillis())));
    }

    private int share(MembersReply members) {
        int partitions = store.keys().partitioning().count();
        return partitions / members.count() + (members.rank() < partitions % members.count() ? 1 : 0);
    }

    private void shed(int share) {
        List<PartitionWorker<T>> held = new ArrayList<>(workers.values());
        for (int i = share; i < held.size(); i++) {
            held.get(i).stop();
        }
    }

    /** In an order of its own, so that members that begin together do not meet at each partition. */
    private Mono<Void> take(int share) {
        List<Integer> free =
                new ArrayList<>(IntStream.range(0, store.keys().partitioning().count())
                        .filter(partition -> !workers.containsKey(partition))
                        .boxed()
                        .toList());
        Collections.shuffle(free);
        return Flux.fromIterable(free)
                .concatMap(partition -> workers.size() < share && !cancelled ? take(partition, name) : Mono.empty(), 0)
                .then();
    }

    private Mono<Void> take(int partition, String member) {
        long begun = System.nanoTime();
        long millis = options.lease().toMillis();
        PartitionPositions known = start;
        List<byte[]> arguments = known == null
                ? GroupScripts.leaseFromNow(member, millis)
                : GroupScripts.lease(
                        member,
                        millis,
                        known.of(partition).version(),
                        known.of(partition).number());
        List<byte[]> scriptKeys =
                List.of(keys.lease(partition), store.keys().partition(partition).meta());
        return store.executor()
                .execute(Role.WRITE, Requests.script(GroupScripts.LEASE, scriptKeys, arguments))
                .doOnNext(reply -> taken(partition, reply, begun))
                .then();
    }

    private void taken(int partition, LeaseReply reply, long begun) {
        if (reply instanceof LeaseReply.Corrupt corrupt) {
            throw new StoredDataException(corrupt.key() + " " + corrupt.detail() + "; nothing was written", null);
        }
        if (!(reply instanceof LeaseReply.Leased leased) || cancelled) {
            return;
        }
        Lease lease = new Lease(store, keys, partition, leased.fence(), options.lease(), begun);
        PartitionWorker<T> worker = new PartitionWorker<>(store, options, lease, leased, lag, handling, sink::next);
        workers.put(partition, worker);
        sink.next(new GroupSignal.Assigned(partition, leased.fence()));
        Disposable.Swap running = Disposables.swap();
        work.put(partition, running);
        running.update(worker.run().subscribe(reason -> ended(partition, worker, reason), this::failed));
        if (cancelled) {
            running.dispose();
        }
    }

    private void ended(int partition, PartitionWorker<T> worker, GroupSignal.Reason reason) {
        work.remove(partition);
        workers.remove(partition, worker);
        lag.without(partition);
        sink.next(new GroupSignal.Revoked(partition, reason));
    }

    private void failed(Throwable failure) {
        sink.error(
                closed.getAsBoolean()
                        ? new RedisUnavailableException("the context was closed, the group works no more here", failure)
                        : failure);
    }
}

package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.script.feed.GroupScripts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** A group over one store. */
final class DefaultConsumerGroup<T> implements ConsumerGroup<T> {

    private static final HashFields NUMBER = HashFields.of(List.of(new byte[] {'n'}));

    private final String name;
    private final GroupOptions options;
    private final EntityStore<T> store;
    private final Function<OpenStore<T>, Doorbell> doorbell;
    private final FeedMeters meters;
    private final BooleanSupplier closed;

    DefaultConsumerGroup(
            String name,
            GroupOptions options,
            EntityStore<T> store,
            Function<OpenStore<T>, Doorbell> doorbell,
            FeedMeters meters,
            BooleanSupplier closed) {
        this.name = name;
        this.options = options;
        this.store = store;
        this.doorbell = doorbell;
        this.meters = meters;
        this.closed = closed;
    }

    @Override
    public Flux<GroupSignal> run(Function<? super Delivery<T>, ? extends Publisher<?>> handler) {
        requireNonNull(handler, "handler");
        return store.withMany(open -> Flux.create(sink -> join(open, handler, sink), FluxSink.OverflowStrategy.DROP));
    }

    private void join(
            OpenStore<T> open,
            Function<? super Delivery<T>, ? extends Publisher<?>> handler,
            FluxSink<GroupSignal> sink) {
        Lag lag = Lag.begin(open, meters);
        GroupMember<T> member = new GroupMember<>(open, keys(open), options, lag, handling(handler), sink, closed);
        Disposable registration = doorbell.apply(open).listen(member);
        sink.onDispose(() -> {
            registration.dispose();
            lag.end();
            member.cancel();
        });
        member.start();
    }

    private EventHandling<T> handling(Function<? super Delivery<T>, ? extends Publisher<?>> handler) {
        return new EventHandling<>(handler, EventEntities.by(store.lifecycle()), options.handlerTimeout(), meters);
    }

    @Override
    public Mono<Void> pause() {
        return join(GroupScripts.pause());
    }

    @Override
    public Mono<Void> resume() {
        return join(GroupScripts.resume());
    }

    private Mono<Void> join(List<byte[]> arguments) {
        return store.with(open -> open.executor()
                .execute(
                        Role.WRITE,
                        Requests.script(GroupScripts.JOIN, List.of(keys(open).members()), arguments))
                .then());
    }

    @Override
    public Mono<Long> lag() {
        return store.with(open -> {
            List<Request<List<byte @Nullable []>>> requests = partitions(open)
                    .mapToObj(p -> Requests.hashFields(keys(open).lease(p), NUMBER))
                    .toList();
            return Mono.zip(FeedPlaces.heads(open), open.executor().executeAll(Role.FEED, requests))
                    .map(both -> lag(both.getT1(), both.getT2()));
        });
    }

    /** A group that begins with the next event has none to do where it has no place yet. */
    private long lag(List<Position> heads, List<List<byte @Nullable []>> places) {
        boolean fromNow = options.start() instanceof FeedStart.Now;
        long lag = 0;
        for (int p = 0; p < heads.size(); p++) {
            byte[] place = places.get(p).get(0);
            if (place != null) {
                lag += Math.max(
                        0, heads.get(p).number() - Long.parseLong(new String(place, StandardCharsets.US_ASCII)));
            } else if (!fromNow) {
                lag += heads.get(p).number();
            }
        }
        return lag;
    }

    @Override
    public Flux<DeadLetter<T>> deadLetters() {
        return store.withMany(open -> Flux.fromStream(() -> partitions(open).boxed())
                .concatMap(
                        partition -> PagedFlux.of(() ->
                                new LetterReader<>(open, EventEntities.by(store.lifecycle()), keys(open), partition)),
                        0));
    }

    @Override
    public Mono<Long> replay(Function<? super Delivery<T>, ? extends Publisher<?>> handler) {
        requireNonNull(handler, "handler");
        return deadLetters()
                .concatMap(
                        letter -> store.with(open -> handled(open, letter, handler))
                                .flatMap(done -> done ? discard(letter) : Mono.just(false)),
                        0)
                .filter(done -> done)
                .count();
    }

    private Mono<Boolean> handled(
            OpenStore<T> open, DeadLetter<T> letter, Function<? super Delivery<T>, ? extends Publisher<?>> handler) {
        int partition = letter.place().partition();
        Position event = letter.event().token().positions().get(partition);
        return Mono.defer(() -> handling(handler)
                        .handle(
                                letter.event(),
                                letter.attempts() + 1,
                                0,
                                keys(open).place(partition, event)))
                .thenReturn(true)
                .onErrorReturn(false);
    }

    @Override
    public Mono<Boolean> discard(DeadLetter<T> letter) {
        DeadLetter.Place place = letter.place();
        return store.with(open -> open.executor()
                        .execute(
                                Role.WRITE,
                                StreamRequests.deleteEntry(
                                        keys(open).deadLetters(place.partition()), place.time(), place.sequence())))
                .map(removed -> removed == 1);
    }

    private GroupKeys keys(OpenStore<T> open) {
        return new GroupKeys(open.keys(), name);
    }

    private static IntStream partitions(OpenStore<?> open) {
        return IntStream.range(0, open.keys().partitioning().count());
    }

    /** Reads the dead letters of a partition. */
    private static final class LetterReader<T> implements BatchSource<DeadLetter<T>> {

        private final OpenStore<T> store;
        private final LetterDecoder<T> decoder;
        private final EventEntities<T> entities;
        private final byte[] key;
        private Position place = Position.START;

        private LetterReader(OpenStore<T> store, EventEntities<T> entities, GroupKeys keys, int partition) {
            this.entities = entities;
            this.store = store;
            this.decoder = new LetterDecoder<>(store, partition);
            this.key = keys.deadLetters(partition);
        }

        @Override
        public Mono<Batch<DeadLetter<T>>> next(long demand) {
            int count = (int) Math.min(FeedReader.PAGE, demand);
            return store.executor()
                    .execute(Role.FEED, StreamRequests.entriesAfter(key, place.version(), place.number(), count))
                    .map(entries -> {
                        if (!entries.isEmpty()) {
                            StreamEntry last = entries.get(entries.size() - 1);
                            place = new Position(last.time(), last.sequence());
                        }
                        return entries;
                    })
                    .flatMap(entries -> Flux.fromIterable(entries)
                            .map(decoder::decode)
                            .concatMap(letter -> entities.load(letter.event()).map(letter::withEvent))
                            .collectList()
                            .map(letters -> new Batch<>(letters, entries.size() < count)));
        }
    }
}

package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.entity.StoreOptions;
import dev.cress.line.Wakeup;
import dev.cress.mapping.EntityModel;
import dev.cress.metric.Meters;
import dev.cress.scan.EventPlace;
import dev.cress.script.layout.LayoutReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A reader over partitions that are told what to answer, command by command. */
class FeedReaderTests {

    private static final int PARTITIONS = 4;

    private final List<String> calls = new ArrayList<>();
    private final Deque<List<List<StreamEntry>>> pages = new ArrayDeque<>();
    private final Wakeup wakeup = new Wakeup();
    private Position head = Position.START;
    private LossPolicy policy = LossPolicy.FAIL;

    private FeedReader<Account> reader(Duration pollInterval) {
        EntityModel<Account> model = EntityModel.of(Account.class);
        OpenStore<Account> store = new EntityStore<>(
                        model, new StoreOptions("t", PARTITIONS, 1, 10, 1_000), executor(model))
                .open()
                .block();
        calls.clear();
        return new FeedReader<>(
                store,
                new FeedSettings<>(FeedStart.now(), EventFilter.everything(model), policy),
                EventEntities.none(),
                new PartitionPositions("account", Collections.nCopies(PARTITIONS, Position.START), false),
                Lag.begin(store, FeedMeters.ofReaders(Meters.disabled(), "account")),
                wakeup,
                pollInterval,
                List.of());
    }

    private RedisExecutor executor(EntityModel<?> model) {
        return new RedisExecutor() {
            @Override
            @SuppressWarnings("unchecked")
            public <R> Mono<R> execute(Role role, Request<R> request) {
                return Mono.just((R) new LayoutReply.Layout(
                        PARTITIONS, "crc32c", "1", 1, model.indexes().signature(1)));
            }

            @Override
            @SuppressWarnings("unchecked")
            public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
                return Mono.fromSupplier(() -> {
                    String name = requests.get(0).name();
                    calls.add(name + " " + requests.size());
                    if (name.equals("HMGET")) {
                        return (List<R>) requests.stream().map(r -> place()).toList();
                    }
                    List<List<StreamEntry>> page = pages.poll();
                    return (List<R>) (page != null ? page : Collections.nCopies(requests.size(), List.of()));
                });
            }
        };
    }

    private EventPlace place() {
        return new EventPlace(head.version(), head.number());
    }

    private static StreamEntry entry(long version, long number) {
        return new StreamEntry(version, number, List.of(bytes("o"), bytes("C"), bytes("i"), bytes("id" + number)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> ids(FeedReader<Account> reader) {
        return events(reader).stream().map(ChangeEvent::id).collect(Collectors.toList());
    }

    private static List<ChangeEvent<Account>> events(FeedReader<Account> reader) {
        return reader.next(100).block().items().stream()
                .map(signal -> ((FeedSignal.Change<Account>) signal).event())
                .toList();
    }

    @Test
    void readsAllPartitionsFirstAndThenThoseThatRang() {
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        assertThat(ids(reader)).isEmpty();
        assertThat(calls).containsExactly("XRANGE 4", "HMGET 4");
        calls.clear();

        wakeup.ring(2);
        pages.add(List.of(List.of(entry(10, 1), entry(11, 2))));

        assertThat(ids(reader)).containsExactly("id1", "id2");
        assertThat(calls).containsExactly("XRANGE 1");
    }

    @Test
    void readsOnWhereAPageWasFull() {
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(List.of(
                List.of(entry(10, 1), entry(11, 2)), List.of(entry(5, 1)), List.of(entry(6, 1)), List.of(entry(7, 1))));
        assertThat(reader.next(2).block().items()).hasSize(5);
        calls.clear();
        pages.add(List.of(List.of(entry(12, 3))));

        assertThat(ids(reader)).containsExactly("id3");

        assertThat(calls).containsExactly("XRANGE 1");
    }

    @Test
    void sortsAcrossPartitionsByTime() {
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(
                List.of(List.of(entry(30, 1), entry(40, 2)), List.of(entry(10, 1)), List.of(), List.of(entry(35, 1))));

        List<ChangeEvent<Account>> events = events(reader);

        assertThat(events).extracting(ChangeEvent::version).containsExactly(10L, 30L, 35L, 40L);
        assertThat(events.get(1).token().positions())
                .containsExactly(new Position(30, 1), new Position(10, 1), Position.START, Position.START);
    }

    @Test
    void looksEverywhereAfterATimeOfSilence() {
        FeedReader<Account> reader = reader(Duration.ofMillis(30));
        reader.next(1).block();
        calls.clear();

        reader.next(1).block();

        assertThat(calls).containsExactly("HMGET 4");
    }

    /** A message that is lost must not wait until the others fall silent. */
    @Test
    void looksEverywhereAlsoWhileOnePartitionKeepsRinging() {
        FeedReader<Account> reader = reader(Duration.ofMillis(30));
        reader.next(1).block();
        calls.clear();

        long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < until && !calls.containsAll(List.of("XRANGE 1", "HMGET 4"))) {
            wakeup.ring(0);
            reader.next(1).block();
        }

        assertThat(calls).contains("XRANGE 1", "HMGET 4");
    }

    @Test
    void refusesAGap() {
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(List.of(List.of(entry(30, 3)), List.of(), List.of(), List.of()));

        assertThatThrownBy(() -> reader.next(100).block())
                .isInstanceOf(ResumeTokenExpiredException.class)
                .hasMessageContaining("events 1 to 2");
    }

    @Test
    void refusesAStreamWithoutTheEventsThatItsCounterKnows() {
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        head = new Position(50, 5);
        reader.next(100).block();

        assertThatThrownBy(() -> reader.next(100).block()).isInstanceOf(ResumeTokenExpiredException.class);
    }

    @Test
    void refusesACounterThatWentBack() {
        FeedReader<Account> reader = reader(Duration.ofMillis(20));
        pages.add(List.of(List.of(entry(30, 1)), List.of(entry(31, 1)), List.of(entry(32, 1)), List.of(entry(33, 1))));
        reader.next(100).block();

        assertThatThrownBy(() -> reader.next(100).block()).isInstanceOf(HistoryRewoundException.class);
    }

    @Test
    void signalsAGapAndGoesOnWhereItMay() {
        policy = LossPolicy.SIGNAL;
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(List.of(List.of(entry(30, 3), entry(31, 4)), List.of(), List.of(), List.of()));

        List<FeedSignal<Account>> signals = reader.next(100).block().items();

        assertThat(signals).hasSize(3);
        assertThat(signals.get(0)).isEqualTo(new FeedSignal.Gap<>(0, 1, 2));
        assertThat(((FeedSignal.Change<Account>) signals.get(1)).event().id()).isEqualTo("id3");
    }

    @Test
    void signalsLostHistoryAndBeginsAgainWhereItMay() {
        policy = LossPolicy.SIGNAL;
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(List.of(List.of(entry(30, 1), entry(31, 2), entry(32, 3)), List.of(), List.of(), List.of()));
        reader.next(100).block();
        wakeup.ring(0);
        pages.add(List.of(List.of(entry(40, 2), entry(41, 3))));

        assertThat(reader.next(100).block().items()).containsExactly(new FeedSignal.Rewound<>(0, 3, 1));
        pages.add(List.of(List.of(entry(30, 1), entry(40, 2), entry(41, 3))));
        assertThat(ids(reader)).containsExactly("id1", "id2", "id3");
    }

    @Test
    void readsEverythingAnewWhereItMay() {
        policy = LossPolicy.SNAPSHOT;
        FeedReader<Account> reader = reader(Duration.ofHours(1));
        pages.add(List.of(List.of(entry(30, 3)), List.of(entry(31, 1)), List.of(), List.of()));

        List<FeedSignal<Account>> signals = reader.next(100).block().items();

        assertThat(signals).hasSize(2);
        assertThat(signals.get(0)).isEqualTo(new FeedSignal.Gap<>(0, 1, 2));
        assertThat(((FeedSignal.SnapshotStarted<Account>) signals.get(1))
                        .token()
                        .scans())
                .hasSize(PARTITIONS);
    }
}

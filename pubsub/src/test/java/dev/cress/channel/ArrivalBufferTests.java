package dev.cress.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.channel.Arrival.Connected;
import dev.cress.channel.Arrival.Missing;
import dev.cress.channel.Arrival.Raw;
import dev.cress.channel.ChannelSignal.Cause;
import dev.cress.metric.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrivalBufferTests {

    private static final ChannelMeters METERS = new ChannelMeters(Meters.disabled(), "test");

    private static String text(Arrival arrival) {
        if (arrival instanceof Raw raw) {
            return new String(raw.payload(), java.nio.charset.StandardCharsets.UTF_8);
        }
        return arrival instanceof Missing missing
                ? "gap" + missing.dropped() + (missing.causes().contains(Cause.CONNECTION_LOST) ? "!" : "")
                : "connected";
    }

    private static List<String> drained(ArrivalBuffer buffer) {
        List<String> all = new ArrayList<>();
        for (Arrival next = buffer.poll(); next != null; next = buffer.poll()) {
            all.add(text(next));
        }
        return all;
    }

    private static boolean offer(ArrivalBuffer buffer, int n) {
        return buffer.offer("c", Integer.toString(n).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ArrivalBuffer filled(Overflow overflow, int messages) {
        ArrivalBuffer buffer = new ArrivalBuffer(overflow, METERS);
        buffer.connected();
        for (int i = 1; i <= messages; i++) {
            offer(buffer, i);
        }
        return buffer;
    }

    @Test
    void keepsTheNewest() {
        assertThat(drained(filled(Overflow.dropOldest().withCapacity(3), 10)))
                .containsExactly("connected", "gap7", "8", "9", "10");
        assertThat(drained(filled(Overflow.latest(), 10))).containsExactly("connected", "gap9", "10");
    }

    @Test
    void keepsTheOldest() {
        ArrivalBuffer buffer = filled(Overflow.dropNewest().withCapacity(3), 10);
        assertThat(drained(buffer)).containsExactly("connected", "1", "2", "3", "gap7");
        offer(buffer, 11);
        assertThat(drained(buffer)).containsExactly("11");
    }

    @Test
    void failsAfterWhatWaits() {
        ArrivalBuffer buffer = filled(Overflow.error().withCapacity(3), 3);
        assertThat(buffer.failed()).isFalse();
        assertThat(offer(buffer, 4)).isFalse();
        assertThat(buffer.failed()).isTrue();
        assertThat(drained(buffer)).containsExactly("connected", "1", "2", "3");
        assertThat(offer(buffer, 5)).isFalse();
        assertThat(drained(buffer)).isEmpty();
    }

    @Test
    void takesExactlyItsCapacity() {
        assertThat(drained(filled(Overflow.dropOldest().withCapacity(3), 3)))
                .containsExactly("connected", "1", "2", "3");
        assertThat(drained(filled(Overflow.dropNewest().withCapacity(3), 3)))
                .containsExactly("connected", "1", "2", "3");
    }

    @Test
    void showsALostConnectionWhereItWas() {
        ArrivalBuffer buffer = filled(Overflow.error(), 1);
        buffer.connected();
        offer(buffer, 2);
        assertThat(drained(buffer)).containsExactly("connected", "1", "gap0!", "2");
    }

    @Test
    void showsOneGapHoweverOftenTheConnectionIsLost() {
        ArrivalBuffer buffer = filled(Overflow.error(), 1);
        for (int i = 0; i < 1_000; i++) {
            buffer.connected();
        }
        assertThat(drained(buffer)).containsExactly("connected", "1", "gap0!");
    }

    @Test
    void joinsGapsThatMeet() {
        ArrivalBuffer buffer = filled(Overflow.dropOldest().withCapacity(2), 2);
        buffer.connected();
        offer(buffer, 3);
        offer(buffer, 4);
        assertThat(drained(buffer)).containsExactly("connected", "gap2!", "3", "4");
    }

    /** Whatever happens: bounded, in order, every message is there or counted, and every lost connection shows between its neighbours. */
    @ParameterizedTest
    @EnumSource(Overflow.Policy.class)
    void losesNothingWithoutAGap(Overflow.Policy policy) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(5);
            ArrivalBuffer buffer = new ArrivalBuffer(new Overflow(policy, capacity), METERS);
            buffer.connected();
            List<Arrival> received = new ArrayList<>();
            int sent = 0;
            int losses = 0;
            for (int step = 0; step < 200 && !buffer.failed(); step++) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        buffer.connected();
                        losses++;
                    }
                    case 1, 2, 3 -> {
                        Arrival next = buffer.poll();
                        if (next != null) {
                            received.add(next);
                        }
                    }
                    default -> {
                        if (offer(buffer, ++sent)) {
                            continue;
                        }
                        sent--;
                    }
                }
            }
            int waiting = 0;
            for (Arrival next = buffer.poll(); next != null; next = buffer.poll()) {
                received.add(next);
                waiting++;
            }
            assertThat(waiting).isLessThanOrEqualTo(2 * capacity + 2);
            check(received, sent, losses);
        }
    }

    private static void check(List<Arrival> received, int sent, int losses) {
        assertThat(received.get(0)).isInstanceOf(Connected.class);
        int last = 0;
        long gap = 0;
        Set<Cause> lost = java.util.EnumSet.noneOf(Cause.class);
        for (Arrival arrival : received.subList(1, received.size())) {
            if (arrival instanceof Missing missing) {
                gap += missing.dropped();
                lost.addAll(missing.causes());
            } else if (arrival instanceof Raw) {
                int number = Integer.parseInt(text(arrival));
                assertThat(number).isEqualTo(last + gap + 1);
                last = number;
                gap = 0;
            } else {
                throw new AssertionError("connected twice");
            }
        }
        assertThat(last + gap).isEqualTo(sent);
        assertThat(lost.contains(Cause.CONNECTION_LOST)).isEqualTo(losses > 0);
    }
}

package dev.cress.connection;

import static dev.cress.connection.JoinableWrites.PATCH;
import static dev.cress.connection.JoinableWrites.SAVE;
import static dev.cress.connection.JoinableWrites.arguments;
import static dev.cress.connection.JoinableWrites.other;
import static dev.cress.connection.JoinableWrites.save;
import static dev.cress.connection.JoinableWrites.utf8;
import static dev.cress.connection.JoinableWrites.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteJoinerTests {

    private static final int RANDOM_LISTS = 500;

    private static List<List<Attempt>> join(Attempt... commands) {
        return WriteJoiner.join(List.of(commands));
    }

    private static List<Attempt> saves(int count, LuaWrites make) {
        return IntStream.range(0, count).mapToObj(make::of).toList();
    }

    @FunctionalInterface
    private interface LuaWrites {
        Attempt of(int number);
    }

    @Test
    void joinsWritesOfDifferentEntities() {
        Attempt a = save("a");
        Attempt b = save("b");
        Attempt c = save("c");
        assertThat(join(a, b, c)).containsExactly(List.of(a, b, c));
    }

    @Test
    void leavesApartWhatIsOfAnotherTypePartitionOrScript() {
        Attempt a = save("a");
        Attempt elsewhere = write(SAVE, "b", "meta of another", "x");
        Attempt patch = write(PATCH, "c", "meta", "x");
        Attempt d = save("d");
        Attempt there = write(SAVE, "e", "meta of another", "x");
        Attempt unlike = write(SAVE, "f", "meta", "another mode", "x");
        assertThat(join(a, elsewhere, patch, d, there, unlike))
                .containsExactly(List.of(a, d), List.of(elsewhere, there), List.of(patch), List.of(unlike));
    }

    @Test
    void hasNoEntityTwiceInACall() {
        Attempt a = save("a");
        Attempt b = save("b");
        Attempt again = save("a");
        Attempt c = save("c");
        assertThat(join(a, b, again, c)).containsExactly(List.of(a, b), List.of(again, c));
    }

    @Test
    void passesNoEarlierWriteOfTheSameEntity() {
        Attempt a = save("a");
        Attempt patch = write(PATCH, "b", "meta", "x");
        Attempt b = save("b");
        Attempt c = save("c");
        assertThat(join(a, patch, b, c)).containsExactly(List.of(a), List.of(patch), List.of(b, c));
    }

    @Test
    void passesNothingOfWhichItDoesNotKnowWhatItWrites() {
        Attempt a = save("a");
        Attempt other = other();
        Attempt b = save("b");
        Attempt c = save("c");
        assertThat(join(a, other, b, c)).containsExactly(List.of(a), List.of(other), List.of(b, c));
    }

    @Test
    void putsTogetherOnlyWhatHasAsManyArguments() {
        Attempt a = write(SAVE, List.of(utf8("a"), utf8("meta")), arguments(SAVE, "", utf8("x")), () -> false);
        Attempt b =
                write(SAVE, List.of(utf8("b"), utf8("meta")), arguments(SAVE, "", utf8("x"), utf8("y")), () -> false);
        assertThat(join(a, b)).containsExactly(List.of(a), List.of(b));
    }

    @Test
    void boundsWritesKeysAndBytesOfACall() {
        int most = WriteJoiner.MOST_WRITES;
        List<Attempt> many = saves(2 * most + 1, i -> save("e" + i));
        assertThat(WriteJoiner.join(many))
                .containsExactly(
                        many.subList(0, most), many.subList(most, 2 * most), many.subList(2 * most, 2 * most + 1));

        List<byte[]> shared = IntStream.range(0, WriteJoiner.MOST_KEYS / 3 - 1)
                .mapToObj(i -> utf8("k" + i))
                .toList();
        List<Attempt> wide = saves(4, i -> {
            List<byte[]> keys = new ArrayList<>(List.of(utf8("e" + i)));
            keys.addAll(shared);
            return write(SAVE, keys, arguments(SAVE, "", utf8("x")), () -> false);
        });
        assertThat(WriteJoiner.join(wide)).containsExactly(wide.subList(0, 3), wide.subList(3, 4));

        String third = "x".repeat(WriteJoiner.MOST_BYTES / 3);
        List<Attempt> heavy = saves(4, i -> write(SAVE, "e" + i, "meta", third));
        assertThat(WriteJoiner.join(heavy)).containsExactly(heavy.subList(0, 3), heavy.subList(3, 4));
        List<Attempt> tooHeavy = saves(2, i -> write(SAVE, "e" + i, "meta", third.repeat(4)));
        assertThat(WriteJoiner.join(tooHeavy)).hasSize(2);

        List<byte[]> half = Collections.nCopies(WriteJoiner.MOST_ARGUMENTS / 2, new byte[0]);
        List<Attempt> wordy = saves(3, i -> write(SAVE, List.of(utf8("e" + i), utf8("meta")), half, () -> false));
        assertThat(WriteJoiner.join(wordy)).containsExactly(wordy.subList(0, 2), wordy.subList(2, 3));
    }

    @Test
    void keepsEveryOrderThatCanBeSeen() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_LISTS; i++) {
            List<Attempt> commands = new ArrayList<>();
            for (int n = random.nextInt(60); n > 0; n--) {
                commands.add(random(random));
            }
            List<List<Attempt>> calls = WriteJoiner.join(commands);
            List<Attempt> sent = calls.stream().flatMap(List::stream).toList();
            assertThat(sent).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(commands);
            for (Attempt command : commands) {
                assertThat(before(sent, command)).as("seed %s", seed).isEqualTo(before(commands, command));
            }
            calls.forEach(WriteJoinerTests::requireOneKind);
        }
    }

    private static Attempt random(Random random) {
        return random.nextInt(20) == 0
                ? other()
                : write(random.nextInt(3) == 0 ? PATCH : SAVE, "e" + random.nextInt(12), "m" + random.nextInt(2), "x");
    }

    /** What must leave before a command: what has the same entity, and where that is not known of either, everything. */
    private static Set<Attempt> before(List<Attempt> commands, Attempt command) {
        Set<Attempt> before = new HashSet<>();
        for (Attempt earlier : commands.subList(0, commands.indexOf(command))) {
            JoinableCall one = earlier.joinable();
            JoinableCall other = command.joinable();
            if (one == null || other == null || one.entity().equals(other.entity())) {
                before.add(earlier);
            }
        }
        return before;
    }

    private static void requireOneKind(List<Attempt> call) {
        Set<ByteBuffer> entities = new HashSet<>();
        JoinableCall first = call.get(0).joinable();
        for (Attempt write : call) {
            assertThat(first == null ? call.size() == 1 : first.goesWith(Objects.requireNonNull(write.joinable())))
                    .isTrue();
            assertThat(write.joinable() == null || entities.add(write.joinable().entity()))
                    .isTrue();
        }
    }
}

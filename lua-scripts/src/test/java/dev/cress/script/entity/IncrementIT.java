package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.Bytes;
import dev.cress.script.ScriptServer;
import dev.cress.script.TestScripts;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server adds is what Java adds, to the last digit and in the same text. */
@RedisTest(RedisTopology.STANDALONE)
class IncrementIT {

    private static final int PAIRS = Integer.getInteger("cress.test.values", 10_000);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());
    private static final int BATCH = 1_000;

    private static final byte[] ADD_ALL = TestScripts.resolve("""
            -- @include fragment/incremented
            local sums = {}
            for i = 2, #ARGV, 2 do sums[#sums + 1] = incremented(ARGV[1], ARGV[i], ARGV[i + 1]) or false end
            return sums
            """);

    private static final byte[] LENGTHS = TestScripts.resolve("""
            -- @include fragment/json_length
            local lengths = {}
            for i = 1, #ARGV do lengths[i] = tostring(json_length(ARGV[i])) end
            return lengths
            """);

    private final ScriptServer server;
    private final byte[] key;
    private final SplittableRandom random = new SplittableRandom(SEED);

    IncrementIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        key = utf8(redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<String> sums(String kind, List<String> operands) {
        List<byte[]> arguments = new ArrayList<>(List.of(utf8(kind)));
        operands.forEach(operand -> arguments.add(utf8(operand)));
        return server.list(ADD_ALL, key, arguments).stream()
                .map(sum -> sum == null ? "refused" : Bytes.show(sum))
                .toList();
    }

    private <V> void agree(
            String kind, Function<SplittableRandom, V> values, BinaryOperator<V> plus, Function<V, String> fits) {
        for (int done = 0; done < PAIRS; done += BATCH) {
            List<String> operands = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                V left = values.apply(random);
                V right = values.apply(random);
                operands.addAll(List.of(left.toString(), right.toString()));
                expected.add(fits.apply(plus.apply(left, right)));
            }
            List<String> sums = sums(kind, operands);
            for (int i = 0; i < BATCH; i++) {
                assertThat(sums.get(i))
                        .as("seed %d: %s + %s", SEED, operands.get(2 * i), operands.get(2 * i + 1))
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private static BigInteger integer(SplittableRandom random, int bits) {
        byte[] bytes = new byte[bits / 8];
        random.nextBytes(bytes);
        return new BigInteger(bytes).shiftRight(random.nextInt(bits));
    }

    private static Function<BigInteger, String> within(int bits) {
        return sum -> sum.bitLength() < bits ? sum.toString() : "refused";
    }

    @Test
    void addsDecimalsExactly() {
        agree(
                "n",
                r -> new BigDecimal(
                        integer(r, r.nextBoolean() ? 64 : 512),
                        r.nextInt(10) == 0 ? r.nextInt(-400, 400) : r.nextInt(8)),
                BigDecimal::add,
                BigDecimal::toString);
    }

    @Test
    void addsIntegersExactlyAndKeepsThemInTheirRange() {
        agree("n", r -> integer(r, 256), BigInteger::add, BigInteger::toString);
        agree("l", r -> integer(r, 64), BigInteger::add, within(64));
        agree("i", r -> integer(r, 32), BigInteger::add, within(32));
        agree("h", r -> integer(r, 16), BigInteger::add, within(16));
        agree("b", r -> integer(r, 8), BigInteger::add, within(8));
    }

    @Test
    void knowsTheEnds() {
        assertThat(sums("l", List.of("9007199254740993", "0", "9223372036854775806", "1", "9223372036854775807", "1")))
                .containsExactly("9007199254740993", "9223372036854775807", "refused");
        assertThat(sums("l", List.of("-9223372036854775807", "-1", "-9223372036854775808", "-1", "-1", "1")))
                .containsExactly("-9223372036854775808", "refused", "0");
        assertThat(sums("n", List.of("0.10", "-0.1", "1E+10", "1", "1E-7", "0", "1E+4000", "1E-4000")))
                .containsExactly("0.00", "10000000001", "1E-7", "refused");
    }

    @Test
    void addsFloatingPointNumbersAsTheProcessorDoes() {
        for (int i = 0; i < PAIRS / BATCH; i++) {
            List<String> operands = random.doubles(BATCH)
                    .mapToObj(d -> Double.toString((d - 0.5) * Math.pow(10, random.nextInt(-20, 20))))
                    .toList();
            List<String> doubles = sums("d", operands);
            List<String> floats = sums(
                    "f",
                    operands.stream()
                            .map(text -> Float.toString(Float.parseFloat(text)))
                            .toList());
            for (int pair = 0; pair < BATCH / 2; pair++) {
                String left = operands.get(2 * pair);
                String right = operands.get(2 * pair + 1);
                double sum = Double.parseDouble(left) + Double.parseDouble(right);
                float single = Float.parseFloat(left) + Float.parseFloat(right);
                assertThat(Double.parseDouble(doubles.get(pair)))
                        .as("seed %d: %s + %s", SEED, left, right)
                        .isEqualTo(sum);
                assertThat(Float.parseFloat(floats.get(pair)))
                        .as("seed %d: %s + %s", SEED, left, right)
                        .isEqualTo(single);
                assertThat(doubles.get(pair).length())
                        .as("%s for %s", doubles.get(pair), sum)
                        .isLessThanOrEqualTo(Double.toString(sum).length());
                assertThat(doubles.get(pair)).matches("-?(\\d+\\.\\d+|\\d\\.\\d+E-?\\d+)");
            }
        }
    }

    @Test
    void writesFloatingPointNumbersAsJavaDoes() {
        assertThat(sums(
                        "d",
                        Stream.of("0.1", "100.0", "1.0E7", "9999999.5", "0.001", "9.0E-4", "1.5E300", "-2.25")
                                .flatMap(text -> Stream.of(text, "0"))
                                .toList()))
                .containsExactly("0.1", "100.0", "1.0E7", "9999999.5", "0.001", "9.0E-4", "1.5E300", "-2.25");
        assertThat(sums("d", List.of("1.7976931348623157E308", "1.7976931348623157E308", "NaN", "1", "Infinity", "1")))
                .containsOnly("refused");
        assertThat(sums("d", List.of("1.5", "-1.5"))).containsExactly("0.0");
        assertThat(sums("f", List.of("0.1", "0.2"))).containsExactly(Float.toString(0.1f + 0.2f));
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String kind : List.of("n", "l", "i", "d", "f")) {
            assertThat(sums(kind, List.of("", "1", "x", "1", "5-3", "1", "-", "1", "1e", "1", "0x", "1")))
                    .containsOnly("refused");
        }
        assertThat(sums("l", List.of("1.5", "1"))).containsExactly("refused");
    }

    @Test
    void countsTheElementsOfAnArray() {
        assertThat(server
                        .list(
                                LENGTHS,
                                key,
                                Stream.of(
                                                "[]",
                                                "[ ]",
                                                "[1]",
                                                "[\"]\"]",
                                                "[\"a,b\",\"\\\"\",\"\\\\\"]",
                                                "[[1,2],{\"a\":[1,2],\"b\":\"}\"},9007199254740993]",
                                                "[\"\u00e9\uD83D\uDE00\",null]")
                                        .map(Bytes::utf8)
                                        .toList())
                        .stream()
                        .map(Bytes::show)
                        .toList())
                .containsExactly("0", "0", "1", "1", "3", "3", "2");
    }
}

package dev.cress.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** Answers ranges by bytes, fields of hashes and entries of streams from memory, at once, and counts round trips. */
public final class FakeSortedSets implements RedisExecutor {

    private final Map<byte[], TreeSet<byte[]>> sets = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<byte[], Map<String, String>> hashes = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<byte[], List<Object>> streams = new TreeMap<>(Arrays::compareUnsigned);
    private Consumer<List<Integer>> order = indexes -> {};
    private Runnable between = () -> {};
    private final AtomicInteger roundTrips = new AtomicInteger();
    private int longestBatch;
    private int longestPage;

    public void add(byte[] key, Collection<byte[]> members) {
        sets.computeIfAbsent(key, k -> new TreeSet<>(Arrays::compareUnsigned)).addAll(members);
    }

    public void remove(byte[] key, byte[] member) {
        sets.get(key).remove(member);
    }

    public void set(byte[] key, String field, long number) {
        hashes.computeIfAbsent(key, k -> new HashMap<>()).put(field, Long.toString(number));
    }

    public void append(byte[] key, long time, long sequence, List<byte[]> fields) {
        byte[] id = (time + "-" + sequence).getBytes(StandardCharsets.US_ASCII);
        streams.computeIfAbsent(key, k -> new ArrayList<>()).add(List.of(id, fields));
    }

    /** Keeps the last entries of a stream only. */
    public void trim(byte[] key, int entries) {
        List<Object> all = streams.getOrDefault(key, new ArrayList<>());
        all.subList(0, Math.max(0, all.size() - entries)).clear();
    }

    /** Runs before each command. */
    public void between(Runnable action) {
        between = action;
    }

    /** Reorders the commands that leave together, as if some were sent again. */
    public void reorder(Consumer<List<Integer>> reordering) {
        order = reordering;
    }

    public int roundTrips() {
        return roundTrips.get();
    }

    public int longestBatch() {
        return longestBatch;
    }

    public int longestPage() {
        return longestPage;
    }

    @Override
    public <R> Mono<R> execute(Role role, Request<R> request) {
        return executeAll(role, List.of(request)).map(replies -> replies.get(0));
    }

    @Override
    public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
        return Mono.fromSupplier(() -> {
            roundTrips.incrementAndGet();
            longestBatch = Math.max(longestBatch, requests.size());
            List<Integer> indexes =
                    new ArrayList<>(IntStream.range(0, requests.size()).boxed().toList());
            order.accept(indexes);
            List<R> replies = new ArrayList<>(Collections.nCopies(requests.size(), null));
            for (int i : indexes) {
                between.run();
                replies.set(i, requests.get(i).decode(answer(requests.get(i))));
            }
            return replies;
        });
    }

    private Object answer(Request<?> request) {
        return switch (request.name()) {
            case "HMGET" -> fields(arguments(request));
            case "XRANGE" -> entries(arguments(request));
            default -> range(request);
        };
    }

    private List<byte[]> fields(List<byte[]> arguments) {
        Map<String, String> hash = hashes.getOrDefault(arguments.get(0), Map.of());
        return arguments.stream()
                .skip(1)
                .map(field -> hash.get(new String(field, StandardCharsets.US_ASCII)))
                .map(value -> value == null ? null : value.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** From an exclusive start to the end. */
    private List<Object> entries(List<byte[]> arguments) {
        long after = sequence(Arrays.copyOfRange(arguments.get(1), 1, arguments.get(1).length));
        int count = Integer.parseInt(new String(arguments.get(4), StandardCharsets.US_ASCII));
        return streams.getOrDefault(arguments.get(0), List.of()).stream()
                .filter(entry -> sequence((byte[]) ((List<?>) entry).get(0)) > after)
                .limit(count)
                .toList();
    }

    private static long sequence(byte[] id) {
        String text = new String(id, StandardCharsets.US_ASCII);
        return Long.parseLong(text.substring(text.indexOf('-') + 1));
    }

    private List<byte[]> range(Request<?> request) {
        List<byte[]> arguments = arguments(request);
        boolean ascending = request.name().equals("ZRANGEBYLEX");
        byte[] low = arguments.get(ascending ? 1 : 2);
        byte[] high = arguments.get(ascending ? 2 : 1);
        int limit = Integer.parseInt(new String(arguments.get(5), StandardCharsets.US_ASCII));
        longestPage = Math.max(longestPage, limit);
        TreeSet<byte[]> all = sets.getOrDefault(arguments.get(0), new TreeSet<>(Arrays::compareUnsigned));
        return (ascending ? all : all.descendingSet())
                .stream()
                        .filter(member -> above(low, member) && below(high, member))
                        .limit(limit)
                        .toList();
    }

    private static boolean above(byte[] bound, byte[] member) {
        int order = Arrays.compareUnsigned(member, Arrays.copyOfRange(bound, 1, bound.length));
        return bound[0] == '-' || (bound[0] == '[' ? order >= 0 : order > 0);
    }

    private static boolean below(byte[] bound, byte[] member) {
        int order = Arrays.compareUnsigned(member, Arrays.copyOfRange(bound, 1, bound.length));
        return bound[0] == '+' || (bound[0] == '[' ? order <= 0 : order < 0);
    }

    /** The arguments as they would go over the wire. */
    static List<byte[]> arguments(Request<?> request) {
        ByteBuf wire = Unpooled.buffer();
        request.args().encode(wire);
        List<byte[]> arguments = new ArrayList<>();
        while (wire.isReadable()) {
            int end = wire.indexOf(wire.readerIndex(), wire.writerIndex(), (byte) '\r');
            int length = Integer.parseInt(
                    wire.toString(wire.readerIndex() + 1, end - wire.readerIndex() - 1, StandardCharsets.US_ASCII));
            byte[] argument = new byte[length];
            wire.readerIndex(end + 2).readBytes(argument).skipBytes(2);
            arguments.add(argument);
        }
        return arguments;
    }
}

package dev.cress.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers ranges by bytes from memory, at once, and counts round trips. */
public final class FakeSortedSets implements RedisExecutor {

    private final Map<byte[], TreeSet<byte[]>> sets = new TreeMap<>(Arrays::compareUnsigned);
    private final AtomicInteger roundTrips = new AtomicInteger();
    private int longestBatch;
    private int longestPage;

    public void add(byte[] key, Collection<byte[]> members) {
        sets.computeIfAbsent(key, k -> new TreeSet<>(Arrays::compareUnsigned)).addAll(members);
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
        return Flux.fromIterable(requests)
                .map(request -> request.decode(range(request)))
                .collectList()
                .doOnSubscribe(subscription -> {
                    roundTrips.incrementAndGet();
                    longestBatch = Math.max(longestBatch, requests.size());
                });
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

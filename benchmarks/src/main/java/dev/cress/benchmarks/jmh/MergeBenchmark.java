package dev.cress.benchmarks.jmh;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.page.Batch;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** What does a member cost that is merged from the pages of partitions, when pages cost nothing? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MergeBenchmark {

    private static final int RANGES = 800;
    private static final int IN_RANGE = 10;
    private static final int MEMBERS = RANGES * IN_RANGE;
    private static final int WANTED = 500;

    /** How many partitions. */
    @Param({"1", "4", "16"})
    private int partitions;

    /** Answers each request, which is for one of many ranges, with the few members that are in it. */
    private static final class Pages implements RedisExecutor {

        private int given;

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            throw new UnsupportedOperationException("pages are asked for together");
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            List<R> pages = new ArrayList<>(requests.size());
            requests.forEach(request -> pages.add(request.decode(page())));
            return Mono.just(pages);
        }

        private List<byte[]> page() {
            int page = given++;
            List<byte[]> members = new ArrayList<>(IN_RANGE);
            for (int i = 0; i < IN_RANGE; i++) {
                members.add(ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(i)
                        .putInt(page)
                        .array());
            }
            return members;
        }
    }

    /** {@return how many members there were} */
    @Benchmark
    @OperationsPerInvocation(MEMBERS)
    public int merge() {
        List<byte[]> keys = IntStream.range(0, partitions)
                .mapToObj(p -> new byte[] {(byte) p})
                .toList();
        List<ByteRange> ranges = Collections.nCopies(RANGES / partitions, ByteRange.ALL);
        MemberScan scan = new MemberScan(new Pages(), keys, ranges, Direction.ASCENDING);
        int members = 0;
        while (true) {
            Batch<Member> batch = Objects.requireNonNull(scan.next(WANTED).block());
            members += batch.items().size();
            if (batch.last()) {
                return members;
            }
        }
    }
}

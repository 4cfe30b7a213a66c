package dev.cress.query.execute;

import dev.cress.connection.GeoHit;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.geo.GeoPoint;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.Property;
import dev.cress.page.Batch;
import dev.cress.query.predicate.Predicate;
import dev.cress.scan.ChangesSince;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Candidates in a circle, nearest first by the positions that the index keeps, merged over the partitions.
 *
 * <p>{@code GEOSEARCH} gives the first n of a circle and cannot go on from there, so a page is asked for with a growing n and what was given before is left out by its id. Reading all of a circle of n members
 * costs about 1.3 n entries in log n round trips. Of a circle that reaches over a pole Redis loses parts: there the whole index is searched, and read up to the radius. Since the server looks at everything in a circle, however few are asked for, a large circle is searched from its middle outwards, in circles that grow.
 *
 * <p><b>Consistency</b> the last page of a partition has all that is in the circle at one moment. So what stays in the circle is given exactly once, wherever it moves meanwhile: late if need be.
 * Where it is one of several alternatives, what was in the circle when they began and has left it before it was found is given too, with the last page: it may have come into another one that was read already.
 *
 * <p><b>Memory</b> the ids of what was given, as the last page has them anyway.
 */
final class GeoSource implements HitSource {

    /** More than a position in the index can be off: its cells are 0.6 m by 0.3 m. The circle is widened by it, and hits are verified. */
    static final double SLACK_METRES = 1;

    private static final double MAX_LATITUDE = 85.0511287;

    /** The radius of a circle that has everything in it. */
    private static final double WHOLE_EARTH_METRES = 20_100_000;

    /** A little less than with the radius that Redis reckons with, so that no circle is taken for shorter than it is. */
    private static final double METRES_OF_A_DEGREE = 111_000;

    private static final int GROWTH = 4;
    private static final double FIRST_METRES = 50_000;
    private static final int RADIUS_GROWTH = 8;
    private static final Comparator<GeoHit> ORDER =
            Comparator.comparingDouble(GeoHit::distance).thenComparing(GeoHit::member, Arrays::compareUnsigned);

    private final OpenStore<?> store;
    private final @Nullable ChangesSince changes;
    private final Property position;
    private final GeoPoint center;
    private final double metres;
    private final boolean nearestFirst;
    private final List<PartitionCircle> partitions = new ArrayList<>();
    private final PriorityQueue<PartitionCircle> heads =
            new PriorityQueue<>(Comparator.comparing(PartitionCircle::head, ORDER));

    /**
     * @param asked the partitions
     * @param keys keys of the index in them
     * @param changes tells what leaves the circle; null where nothing else could find that
     */
    GeoSource(AskedPartitions asked, List<byte[]> keys, Predicate.Within circle, @Nullable ChangesSince changes) {
        this.store = asked.store();
        this.changes = changes;
        this.position = circle.property();
        this.center = searchable(circle.center());
        double shift = center.distanceTo(circle.center());
        this.metres = circle.metres() + shift + SLACK_METRES;
        this.nearestFirst = shift < SLACK_METRES;
        for (int p = 0; p < keys.size(); p++) {
            partitions.add(new PartitionCircle(asked.numbers().get(p), keys.get(p)));
        }
    }

    /** Redis takes no center beyond the latitudes that it indexes, and misplaces the upper ends of both: the same circle, or a larger one around it. */
    private static GeoPoint searchable(GeoPoint center) {
        return new GeoPoint(
                center.longitude() == 180 ? -180 : center.longitude(),
                Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, center.latitude())));
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return Mono.defer(() -> fill(wanted))
                .repeat(() -> partitions.stream().anyMatch(PartitionCircle::needsPage))
                .then(Mono.fromSupplier(() -> merge(wanted)));
    }

    private Mono<Void> fill(int wanted) {
        List<PartitionCircle> empty =
                partitions.stream().filter(PartitionCircle::needsPage).toList();
        int page = Math.max(16, wanted / partitions.size() + 2);
        List<ChangesSince.Question<List<GeoHit>>> questions = empty.stream()
                .map(circle -> new ChangesSince.Question<>(circle.keys(), circle.nextPage(page)))
                .toList();
        return ask(questions)
                .doOnNext(pages -> {
                    for (int i = 0; i < pages.size(); i++) {
                        empty.get(i).accept(pages.get(i));
                        if (empty.get(i).hasHead()) {
                            heads.add(empty.get(i));
                        }
                    }
                })
                .then();
    }

    private Mono<List<List<GeoHit>>> ask(List<ChangesSince.Question<List<GeoHit>>> questions) {
        return changes == null
                ? store.executor()
                        .executeAll(
                                Role.READ,
                                questions.stream()
                                        .map(ChangesSince.Question::request)
                                        .toList())
                : changes.ask(store.executor(), questions);
    }

    /** What was in the circle where the scans began, in a position that has changed since. */
    private List<GeoHit> left(PartitionKeys partition) {
        List<GeoHit> left = new ArrayList<>();
        Map<byte[], byte[]> before = changes == null ? Map.of() : changes.before(partition);
        before.forEach((id, text) -> {
            if (wasInside(text)) {
                left.add(new GeoHit(id, Double.POSITIVE_INFINITY));
            }
        });
        return left;
    }

    private boolean wasInside(byte[] text) {
        try {
            return position.codec().decode(text) instanceof GeoPoint point && center.distanceTo(point) <= metres;
        } catch (IllegalArgumentException e) {
            return false; // what cannot be read is given by no stream
        }
    }

    private Batch<Hit> merge(int wanted) {
        List<Hit> merged = new ArrayList<>();
        while (merged.size() < wanted) {
            PartitionCircle first = heads.poll();
            if (first == null) {
                break;
            }
            GeoHit hit = first.take();
            double distance = nearestFirst ? hit.distance() : Double.NaN;
            merged.add(new Hit(new Located(first.partition, hit.member()), distance));
            if (first.hasHead()) {
                heads.add(first);
            } else if (first.needsPage()) {
                break;
            }
        }
        return new Batch<>(merged, heads.isEmpty() && partitions.stream().noneMatch(PartitionCircle::needsPage));
    }

    /** What is known of one partition's circle. */
    private final class PartitionCircle {

        private final int partition;
        private final byte[] key;
        private List<GeoHit> page = List.of();
        private int index;
        private int count;
        private boolean exhausted;
        private double radius = Math.min(metres, FIRST_METRES);
        private final Set<byte[]> given = new TreeSet<>(Arrays::compareUnsigned);

        private PartitionCircle(int partition, byte[] key) {
            this.partition = partition;
            this.key = key;
        }

        private PartitionKeys keys() {
            return store.keys().partition(partition);
        }

        private boolean hasHead() {
            return index < page.size();
        }

        private boolean needsPage() {
            return !hasHead() && !exhausted;
        }

        private GeoHit head() {
            return page.get(index);
        }

        private GeoHit take() {
            return page.get(index++);
        }

        private Request<List<GeoHit>> nextPage(int size) {
            count = (int) Math.min(Integer.MAX_VALUE, Math.max(size, (long) count * GROWTH));
            return Requests.near(key, center, overPole() ? WHOLE_EARTH_METRES : radius, count);
        }

        /** Redis computes the outermost meridians of a circle at its outermost parallel. Beyond a pole there is none, and what it then takes for them leaves out parts of the circle. */
        private boolean overPole() {
            return Math.abs(center.latitude()) + radius / METRES_OF_A_DEGREE >= 90;
        }

        private void accept(List<GeoHit> answer) {
            List<GeoHit> hits = overPole()
                    ? answer.stream().filter(hit -> hit.distance() <= radius).toList()
                    : answer;
            boolean all = hits.size() < count;
            List<GeoHit> sorted = new ArrayList<>(hits);
            sorted.sort(ORDER);
            // The server cuts among equal distances as it likes: the last distance waits for a larger page.
            double complete = all || sorted.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : sorted.get(sorted.size() - 1).distance();
            exhausted = all && radius >= metres;
            if (exhausted) {
                sorted.addAll(left(keys()));
            }
            page = new ArrayList<>();
            for (GeoHit hit : sorted) {
                // In very large circles the server finds some members twice.
                if ((all || hit.distance() < complete) && given.add(hit.member())) {
                    page.add(hit);
                }
            }
            index = 0;
            radius = all ? Math.min(metres, radius * RADIUS_GROWTH) : radius;
        }
    }
}

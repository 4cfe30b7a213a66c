package dev.cress.query.execute;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.page.Batch;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.predicate.Interval;
import dev.cress.scan.ChangesSince;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.script.entry.Entries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The candidates whose entry for a known value is in an index: one {@code ZMSCORE} for each partition and value, all in one round trip, for up to
 * {@value MemberScan#MAX_PAGE} candidates. What remains of them and is not wanted yet waits, at most a page.
 *
 * <p><b>Consistency</b> Candidates were found at one moment and are asked for at another. What changes in between is not told from what is a result; it remains, to be verified. Within an alternative of
 * several, it remains too when it has changed since they began: it may have been a result then, so that no other one has to find it. Where one of several values is enough, they are asked for one after the
 * other, and what changes over meanwhile may be found at none of them: it remains too.
 */
final class ProbeSource implements HitSource {

    private static final int MIN_CANDIDATES = 16;

    /** Where few candidates remain, the next round trip asks for so many times more. */
    private static final int GROWTH = 4;

    private final OpenStore<?> store;
    private final HitSource input;
    private final List<PlanNode.Probe.Term> terms;
    private final @Nullable Supplier<ChangesSince> changes;
    private final Deque<Hit> pending = new ArrayDeque<>();
    private int asked;
    private boolean last;

    /**
     * @param changes tells for the next questions what has changed of what input and terms look at: since before that was read, or since before they are asked where each candidate is verified and no
     *     other alternative may have it; null where it does not matter then
     */
    ProbeSource(
            OpenStore<?> store,
            HitSource input,
            List<PlanNode.Probe.Term> terms,
            @Nullable Supplier<ChangesSince> changes) {
        this.store = store;
        this.input = input;
        this.terms = terms;
        this.changes = changes;
    }

    /** As many as are wanted, if there are: to read entities after each few that remain would cost a round trip for each. */
    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return Mono.defer(() -> fill(wanted)).repeat(() -> lacks(wanted)).then(Mono.fromSupplier(() -> take(wanted)));
    }

    private boolean lacks(int wanted) {
        return pending.size() < wanted && !last;
    }

    private Mono<Void> fill(int wanted) {
        if (!lacks(wanted)) {
            return Mono.empty();
        }
        int candidates = Math.max(asked, Math.max(MIN_CANDIDATES, wanted));
        return input.next(candidates)
                .flatMap(batch -> batch.items().isEmpty() ? Mono.just(batch) : probe(batch))
                .doOnNext(batch -> {
                    asked = batch.items().size() * 2 < candidates
                            ? Math.min(MemberScan.MAX_PAGE, candidates * GROWTH)
                            : MIN_CANDIDATES;
                    pending.addAll(batch.items());
                    last = batch.last();
                })
                .then();
    }

    private Batch<Hit> take(int wanted) {
        List<Hit> taken = new ArrayList<>(Math.min(wanted, pending.size()));
        while (taken.size() < wanted && !pending.isEmpty()) {
            taken.add(pending.poll());
        }
        return new Batch<>(taken, last && pending.isEmpty());
    }

    private Mono<Batch<Hit>> probe(Batch<Hit> batch) {
        List<Hit> hits = batch.items();
        Map<Integer, List<Integer>> byPartition = new LinkedHashMap<>();
        for (int i = 0; i < hits.size(); i++) {
            byPartition
                    .computeIfAbsent(hits.get(i).located().partition(), p -> new ArrayList<>())
                    .add(i);
        }
        List<Question> questions = new ArrayList<>();
        for (int t = 0; t < terms.size(); t++) {
            for (Interval point : terms.get(t).points().intervals()) {
                for (Map.Entry<Integer, List<Integer>> partition : byPartition.entrySet()) {
                    questions.add(question(t, point.entry(), partition.getKey(), partition.getValue(), hits));
                }
            }
        }
        ChangesSince changed = changes == null ? null : changes.get();
        return ask(questions, changed)
                .map(answers -> new Batch<>(remaining(hits, questions, answers, changed), batch.last()));
    }

    private Mono<List<boolean[]>> ask(List<Question> questions, @Nullable ChangesSince changed) {
        return changed == null
                ? store.executor()
                        .executeAll(
                                Role.READ,
                                questions.stream().map(Question::request).toList())
                : changed.ask(
                        store.executor(),
                        questions.stream()
                                .map(one -> new ChangesSince.Question<>(
                                        store.keys().partition(one.partition()), one.request()))
                                .toList());
    }

    private Question question(int term, byte[] entry, int partition, List<Integer> positions, List<Hit> hits) {
        byte[] key = store.keys()
                .partition(partition)
                .index(terms.get(term).index().form(), terms.get(term).index().name());
        List<byte[]> members = positions.stream()
                .map(i -> Entries.member(entry, hits.get(i).located().id()))
                .toList();
        return new Question(term, partition, positions, Requests.contains(key, members));
    }

    /** A candidate remains when each equality has one value whose entry it is in, and each negation has none; what only events tell of is verified later. */
    private List<Hit> remaining(
            List<Hit> hits, List<Question> questions, List<boolean[]> answers, @Nullable ChangesSince changed) {
        boolean[][] met = new boolean[terms.size()][hits.size()];
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            boolean[] answer = answers.get(q);
            for (int i = 0; i < answer.length; i++) {
                met[question.term()][question.positions().get(i)] |= answer[i];
            }
        }
        List<Hit> remaining = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            boolean all = true;
            for (int t = 0; t < met.length; t++) {
                all &= met[t][i] == terms.get(t).holds();
            }
            Hit hit = hits.get(i);
            if (changed != null && has(changed, hit.located())) {
                remaining.add(hit.doubtful());
            } else if (all || hit.origin() == Member.Origin.EVENTS) {
                remaining.add(hit);
            }
        }
        return remaining;
    }

    private boolean has(ChangesSince changed, Located located) {
        return changed.has(store.keys().partition(located.partition()), located.id());
    }

    private record Question(int term, int partition, List<Integer> positions, Request<boolean[]> request) {}
}

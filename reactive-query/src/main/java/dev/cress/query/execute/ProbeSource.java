package dev.cress.query.execute;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.page.Batch;
import dev.cress.query.predicate.Interval;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entry.Entries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The candidates whose entry for a known value is in an index: one {@code ZMSCORE} for each partition and value, all in one round trip. */
final class ProbeSource implements HitSource {

    private final OpenStore<?> store;
    private final HitSource input;
    private final List<Predicate.InRanges> terms;

    ProbeSource(OpenStore<?> store, HitSource input, List<Predicate.InRanges> terms) {
        this.store = store;
        this.input = input;
        this.terms = terms;
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return input.next(wanted).flatMap(batch -> batch.items().isEmpty() ? Mono.just(batch) : probe(batch));
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
            for (Interval point : points(terms.get(t)).intervals()) {
                for (Map.Entry<Integer, List<Integer>> partition : byPartition.entrySet()) {
                    questions.add(question(t, point.entry(), partition.getKey(), partition.getValue(), hits));
                }
            }
        }
        List<Request<boolean[]>> requests =
                questions.stream().map(Question::request).toList();
        return store.executor()
                .executeAll(Role.READ, requests)
                .map(answers -> new Batch<>(remaining(hits, questions, answers), batch.last()));
    }

    private Question question(int term, byte[] entry, int partition, List<Integer> positions, List<Hit> hits) {
        byte[] key = store.keys()
                .partition(partition)
                .index(IndexForm.ORDERED, terms.get(term).property().storedName());
        List<byte[]> members = positions.stream()
                .map(i -> Entries.member(entry, hits.get(i).located().id()))
                .toList();
        return new Question(term, positions, Requests.contains(key, members));
    }

    /** The values of an equality, or those that its negation excludes. */
    private static RangeSet points(Predicate.InRanges term) {
        return term.ranges().isPoints() ? term.ranges() : term.ranges().complement();
    }

    /** A candidate remains when each equality has one value whose entry it is in, and each negation has none. */
    private List<Hit> remaining(List<Hit> hits, List<Question> questions, List<boolean[]> answers) {
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
                all &= met[t][i] == terms.get(t).ranges().isPoints();
            }
            if (all) {
                remaining.add(hits.get(i));
            }
        }
        return remaining;
    }

    private record Question(int term, List<Integer> positions, Request<boolean[]> request) {}
}

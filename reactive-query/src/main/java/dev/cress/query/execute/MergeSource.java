package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.page.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The candidates of several sources that come by id, merged by id; what several of them find is given once. Sources that are used up are asked together. */
final class MergeSource implements HitSource {

    private final List<Input> inputs;
    private final Comparator<byte[]> order;

    MergeSource(List<HitSource> sources, Direction direction) {
        this.inputs = sources.stream().map(Input::new).toList();
        Comparator<byte[]> ascending = Arrays::compareUnsigned;
        this.order = direction == Direction.ASCENDING ? ascending : ascending.reversed();
    }

    @Override
    public Mono<Batch<Hit>> next(int wanted) {
        return Mono.defer(() -> fill(wanted))
                .repeat(() -> inputs.stream().anyMatch(Input::needsPage))
                .then(Mono.fromSupplier(() -> merge(wanted)));
    }

    private Mono<Void> fill(int wanted) {
        List<Input> empty = inputs.stream().filter(Input::needsPage).toList();
        return Flux.fromIterable(empty)
                .flatMap(input -> input.source.next(wanted).doOnNext(input::accept), Math.max(1, empty.size()))
                .then();
    }

    /** As long as each source has a candidate or no more of them, the first one is known. */
    private Batch<Hit> merge(int wanted) {
        List<Hit> merged = new ArrayList<>();
        while (merged.size() < wanted && inputs.stream().noneMatch(Input::needsPage)) {
            Hit first = inputs.stream()
                    .filter(input -> !input.page.isEmpty())
                    .map(input -> input.page.element())
                    .min(Comparator.comparing(hit -> hit.located().id(), order))
                    .orElse(null);
            if (first == null) {
                break;
            }
            merged.add(first);
            inputs.forEach(input -> input.drop(first.located().id()));
        }
        return new Batch<>(merged, inputs.stream().allMatch(Input::isOver));
    }

    private static final class Input {

        private final HitSource source;
        private final Deque<Hit> page = new ArrayDeque<>();
        private boolean last;

        private Input(HitSource source) {
            this.source = source;
        }

        private boolean needsPage() {
            return page.isEmpty() && !last;
        }

        private boolean isOver() {
            return page.isEmpty() && last;
        }

        private void accept(Batch<Hit> batch) {
            page.addAll(batch.items());
            last = batch.last();
        }

        private void drop(byte[] id) {
            if (!page.isEmpty() && Arrays.equals(page.element().located().id(), id)) {
                page.remove();
            }
        }
    }
}

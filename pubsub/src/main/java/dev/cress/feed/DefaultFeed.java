package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import dev.cress.property.PropertyNames;
import dev.cress.property.PropertyReference;
import dev.cress.query.criteria.Criteria;
import java.util.EnumSet;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** A feed over one store. */
final class DefaultFeed<T> implements Feed<T> {

    private final FeedSettings<T> settings;
    private final Function<FeedSettings<T>, Flux<FeedSignal<T>>> source;

    DefaultFeed(FeedSettings<T> settings, Function<FeedSettings<T>, Flux<FeedSignal<T>>> source) {
        this.settings = settings;
        this.source = source;
    }

    @Override
    public Feed<T> from(FeedStart start) {
        return with(new FeedSettings<>(requireNonNull(start, "start"), settings.filter(), settings.loss()));
    }

    @Override
    public Feed<T> operations(Operation first, Operation... more) {
        return with(settings.filter().withOperations(EnumSet.of(first, more)));
    }

    @Override
    public Feed<T> changed(PropertyReference<T, ?> property) {
        return changed(PropertyNames.of(property));
    }

    @Override
    public Feed<T> changed(String property) {
        return with(settings.filter().withChanged(requireNonNull(property, "property")));
    }

    @Override
    public Feed<T> before(Criteria<T> criteria) {
        return with(settings.filter().withBefore(requireNonNull(criteria, "criteria")));
    }

    @Override
    public Feed<T> after(Criteria<T> criteria) {
        return with(settings.filter().withAfter(requireNonNull(criteria, "criteria")));
    }

    @Override
    public Feed<T> onLoss(LossPolicy policy) {
        return with(new FeedSettings<>(settings.start(), settings.filter(), requireNonNull(policy, "policy")));
    }

    @Override
    public Flux<FeedSignal<T>> signals() {
        return source.apply(settings);
    }

    @Override
    public Flux<ChangeEvent<T>> events() {
        return signals().handle((signal, sink) -> {
            if (signal instanceof FeedSignal.Change<T> change) {
                sink.next(change.event());
            }
        });
    }

    private Feed<T> with(EventFilter<T> filter) {
        return with(new FeedSettings<>(settings.start(), filter, settings.loss()));
    }

    private Feed<T> with(FeedSettings<T> other) {
        return new DefaultFeed<>(other, source);
    }
}

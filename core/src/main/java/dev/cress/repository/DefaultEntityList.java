package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.codec.TextCodec;
import dev.cress.entity.AttachmentStore;
import dev.cress.entity.EntityLifecycle;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.script.attachment.AttachmentScripts;
import dev.cress.script.attachment.ElementsReply.Element;
import dev.cress.script.attachment.ElementsReply.Elements;
import dev.cress.write.WriteOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A list of one entity. */
final class DefaultEntityList<E> implements EntityList<E> {

    private static final int FIRST_PAGE = 16;
    private static final int MAX_PAGE = 128;
    private static final int PAGE_BYTES = 256 * 1024;

    private final AttachmentStore list;
    private final EntityLifecycle<?> lifecycle;
    private final TextCodec<Object> codec;

    DefaultEntityList(AttachmentStore list, EntityLifecycle<?> lifecycle) {
        this.list = list;
        this.lifecycle = lifecycle;
        this.codec = Objects.requireNonNull(list.attachment().codec());
    }

    @Override
    public Mono<Long> pushAll(Collection<? extends E> elements, WriteOptions options) {
        list.requirePossible(requireNonNull(options, "options"));
        if (requireNonNull(elements, "elements").isEmpty()) {
            throw new IllegalArgumentException("there is no element to push");
        }
        List<byte[]> texts = new ArrayList<>(elements.size());
        for (E element : elements) {
            texts.add(text(requireNonNull(element, "element")));
        }
        // more than the list keeps would be removed at once
        return list.grow(
                List.copyOf(texts.subList(
                        Math.max(0, texts.size() - list.attachment().max()), texts.size())),
                options);
    }

    private byte[] text(Object element) {
        try {
            return codec.encode(element);
        } catch (RuntimeException e) {
            String why = e instanceof IllegalArgumentException
                    ? String.valueOf(e.getMessage())
                    : "has no JSON form (" + e.getClass().getSimpleName() + ")";
            throw new InvalidEntityException(
                    list.model(), List.of("an element of " + list.attachment().name() + " " + why));
        }
    }

    @Override
    public Flux<E> newestFirst() {
        return PagedFlux.of(() -> new Reading(true));
    }

    @Override
    public Flux<E> oldestFirst() {
        return PagedFlux.of(() -> new Reading(false));
    }

    @Override
    public Mono<Long> size() {
        return list.elements(AttachmentScripts.oldestArguments("", 0)).map(Elements::length);
    }

    @Override
    public Mono<Boolean> clear() {
        return list.clear();
    }

    /** One subscription: the place of the last element that was read, and how many to ask for. */
    private final class Reading implements BatchSource<E> {

        private final boolean newestFirst;
        private String place = "";
        private int page = FIRST_PAGE;

        private Reading(boolean newestFirst) {
            this.newestFirst = newestFirst;
        }

        @Override
        public Mono<Batch<E>> next(long demand) {
            int most = (int) Math.min(demand, page);
            return list.elements(
                            newestFirst
                                    ? AttachmentScripts.newestArguments(place, most)
                                    : AttachmentScripts.oldestArguments(place, most))
                    .map(found -> batch(found.elements(), most))
                    .defaultIfEmpty(new Batch<>(List.of(), true));
        }

        private Batch<E> batch(List<Element> found, int asked) {
            if (!found.isEmpty()) {
                place = found.get(found.size() - 1).place();
                long bytes = found.stream().mapToLong(one -> one.text().length).sum();
                long fitting = (long) PAGE_BYTES * found.size() / Math.max(1, bytes);
                page = (int) Math.max(1, Math.min(MAX_PAGE, fitting));
            }
            List<E> elements = new ArrayList<>(found.size());
            found.forEach(one -> add(one, elements));
            return new Batch<>(elements, found.size() < asked);
        }

        @SuppressWarnings("unchecked") // the annotation says so, and nobody else writes there
        private void add(Element found, List<E> elements) {
            try {
                elements.add((E) codec.decode(found.text()));
            } catch (RuntimeException e) {
                String what =
                        "element " + found.place() + " of " + list.attachment().name();
                lifecycle.report(new UnreadableEntityException(list.model(), list.idText(), List.of(what), e));
            }
        }
    }
}

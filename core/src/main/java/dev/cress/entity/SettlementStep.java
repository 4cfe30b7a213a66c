package dev.cress.entity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is left to be done after one removal: which of its rules is at hand, and how far that is. For use by one thread at a time. */
final class SettlementStep {

    private final NotedRemoval removal;
    private final List<ReferrerRule<?>> rules;
    private final boolean begins;
    private int rule;
    private @Nullable ReferrerPages<?> pages;

    /**
     * @param begins whether others follow from this removal whose notes would not be found if this one's were taken away now
     */
    SettlementStep(NotedRemoval removal, boolean begins) {
        this.removal = removal;
        this.rules = removal.open().referrers().changing();
        this.begins = begins;
    }

    /**
     * How far it has come.
     *
     * @param removed referrers that were deleted, and whose own referrers are to be changed
     * @param dangling something that restricts a deletion which was done all the same, null for none
     * @param done whether nothing is left
     */
    record Progress(
            SettlementStep step, List<NotedRemoval> removed, ReferrerPages.@Nullable Dangling dangling, boolean done) {}

    /** Changes a page of referrers; where fewer are left, all of them. Before the first one, those come that are on their way to the id. */
    Mono<Progress> run() {
        if (pages != null) {
            return run(new ArrayList<>(), null);
        }
        return new FollowedRenames<>(removal.open())
                .finish(List.of(removal.entity()))
                .flatMap(followed -> run(new ArrayList<>(), null));
    }

    private Mono<Progress> run(List<NotedRemoval> removed, ReferrerPages.@Nullable Dangling dangling) {
        if (rule == rules.size()) {
            return (begins ? Mono.<Void>empty() : removal.settle())
                    .then(Mono.fromSupplier(() -> new Progress(this, removed, dangling, true)));
        }
        return pages().flatMap(ReferrerPages::next).flatMap(page -> {
            removed.addAll(page.removed());
            ReferrerPages.Dangling first = dangling == null ? page.dangling() : dangling;
            if (!page.isLast()) {
                return Mono.just(new Progress(this, removed, first, false));
            }
            rule = page.over() ? rules.size() : rule + 1;
            pages = null;
            return run(removed, first);
        });
    }

    private Mono<ReferrerPages<?>> pages() {
        ReferrerPages<?> known = pages;
        return known != null
                ? Mono.just(known)
                : rules.get(rule)
                        .pages(removal)
                        .<ReferrerPages<?>>map(opened -> opened)
                        .doOnNext(opened -> pages = opened);
    }
}

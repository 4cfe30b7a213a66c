package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.RedisTimeoutException;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.FirstError;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The entries of what refers to an entity, page by page; one may come twice. For one subscription. The next page is asked for when the last one is done with.
 *
 * <p><b>Consistency</b> What refers to the entity throughout is found, although it is renamed meanwhile. A pass over the index may miss what leaves a place that is not read yet, or is read but not looked at, for
 * one that has been read. So each partition tells before a pass, and when all that it has found is done with, who came last by a rename, and what is kept for one that has not come yet. Where nobody has come
 * and nothing is kept that refers to the entity, each referrer has been where it was. Else what is kept is brought to an end, and another pass is made.
 */
final class ReferrerScan<R> {

    private static final int MOST_PASSES = 16;
    private static final int AT_A_TIME = 16;

    private final ReferrerRule<R> rule;
    private final OpenStore<R> open;
    private final byte[] id;
    private List<String> before = List.of();
    private @Nullable MemberScan scan;
    private boolean passed;
    private int passes;

    ReferrerScan(ReferrerRule<R> rule, OpenStore<R> open, byte[] id) {
        this.rule = rule;
        this.open = open;
        this.id = id;
    }

    /**
     * Fetches the next ones.
     *
     * @param wanted how many are wanted; fewer may come, or none, although more follow
     */
    Mono<Batch<Member>> next(int wanted) {
        return Mono.defer(() -> {
            if (passed) {
                return ended(wanted);
            }
            if (scan != null) {
                return page(wanted);
            }
            return open.moves() ? pass(wanted) : only(wanted);
        });
    }

    /** A single partition is read at one moment: where nothing refers, nothing was missed. */
    private Mono<Batch<Member>> only(int wanted) {
        return rule.scan(open, id)
                .next(wanted)
                .flatMap(batch -> batch.last() && batch.items().isEmpty() ? Mono.just(batch) : pass(wanted));
    }

    private Mono<Batch<Member>> pass(int wanted) {
        if (passes++ == MOST_PASSES) {
            return Mono.error(overtaken());
        }
        return Arrivals.of(open).flatMap(known -> {
            before = known.last();
            scan = rule.scan(open, id);
            passed = false;
            return page(wanted);
        });
    }

    private Mono<Batch<Member>> page(int wanted) {
        return Objects.requireNonNull(scan).next(wanted).map(batch -> {
            passed = batch.last();
            return new Batch<>(batch.items(), false);
        });
    }

    private Mono<Batch<Member>> ended(int wanted) {
        return Arrivals.of(open)
                .flatMap(now -> referring(now.kept()).flatMap(kept -> {
                    if (kept.isEmpty() && now.last().equals(before)) {
                        return Mono.just(new Batch<>(List.<Member>of(), true));
                    }
                    PendingMoves pending = new PendingMoves(open);
                    return FirstError.of(Flux.fromIterable(kept).flatMap(pending::resolve, AT_A_TIME))
                            .then(Mono.defer(() -> pass(wanted)));
                }));
    }

    /** Others that are renamed at this moment are left alone. */
    private Mono<List<Located>> referring(List<Located> kept) {
        int ordinal = rule.index().property().ordinal();
        HashFields field =
                HashFields.of(List.of(rule.store().model().fieldNames().get(ordinal)));
        List<Request<List<byte @Nullable []>>> asked = kept.stream()
                .map(one -> Requests.hashFields(open.entityKey(one), field))
                .toList();
        return kept.isEmpty()
                ? Mono.just(kept)
                : open.executor().executeAll(Role.WRITE, asked).map(replies -> {
                    List<Located> referring = new ArrayList<>();
                    for (int i = 0; i < replies.size(); i++) {
                        byte[][] texts = new byte[ordinal + 1][];
                        texts[ordinal] = replies.get(i).get(0);
                        if (rule.index().refers(new Row(kept.get(i).id(), 0, texts), id)) {
                            referring.add(kept.get(i));
                        }
                    }
                    return referring;
                });
    }

    private RedisTimeoutException overtaken() {
        return new RedisTimeoutException(
                "it cannot be told what refers to " + RenameDraft.text(id) + ", since entities of "
                        + open.model().name()
                        + " are renamed again and again while it is looked for; repeat the call, which goes on with what is left, or call Maintenance.finishDeletions() later",
                null);
    }
}

package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.AttachmentFullException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.repository.Attachments;
import dev.cress.repository.EntityBytes;
import dev.cress.repository.EntityList;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What entities should have beside their properties, a list "trail" and bytes "log", in memory; and random operations on that, compared with it. */
final class Trails {

    /** Elements of a trail. */
    static final int TRAIL = 4;

    /** Bytes of a log. */
    static final int LOG = 40;

    private final Random random;
    private final Attachments<?, String> repository;
    private final Map<String, List<String>> trails = new HashMap<>();
    private final Map<String, String> logs = new HashMap<>();
    private int pushed;

    Trails(Random random, Attachments<?, String> repository) {
        this.random = random;
        this.repository = repository;
    }

    void removed(String id) {
        trails.remove(id);
        logs.remove(id);
    }

    void renamed(String id, String other) {
        removed(other);
        if (trails.containsKey(id)) {
            trails.put(other, trails.get(id));
        }
        if (logs.containsKey(id)) {
            logs.put(other, logs.get(id));
        }
        removed(id);
    }

    /** Pushes, appends or reads; an error when its outcome is another than it should be. */
    Mono<Void> step(String id, Predicate<String> stored) {
        EntityList<String> trail = repository.list(id, "trail", String.class);
        EntityBytes log = repository.bytes(id, "log");
        boolean there = stored.test(id);
        return switch (random.nextInt(4)) {
            case 0 -> refusedUnless(there, push(id, trail));
            case 1 -> refusedUnless(there, append(id, log));
            default -> there ? read(id, trail, log) : absent(trail, log);
        };
    }

    private static Mono<Void> refusedUnless(boolean there, Mono<Void> growth) {
        return there
                ? growth
                : growth.then(Mono.<Void>error(() -> new AssertionError("grew without an entity")))
                        .onErrorResume(EntityNotFoundException.class, e -> Mono.empty());
    }

    private Mono<Void> push(String id, EntityList<String> trail) {
        List<String> more = new ArrayList<>();
        for (int i = random.nextInt(TRAIL + 2); i >= 0; i--) {
            more.add("stop " + pushed++ + ":{}\0");
        }
        List<String> all = new ArrayList<>(trails.getOrDefault(id, List.of()));
        all.addAll(more);
        List<String> kept = all.subList(Math.max(0, all.size() - TRAIL), all.size());
        return trail.pushAll(more)
                .doOnNext(length -> {
                    assertThat(length).as("length of a trail").isEqualTo(kept.size());
                    trails.put(id, List.copyOf(kept));
                })
                .then();
    }

    private Mono<Void> append(String id, EntityBytes log) {
        String more = "\u00ff\0" + pushed++ + ";";
        String all = logs.getOrDefault(id, "") + more;
        return log.append(ByteBuffer.wrap(more.getBytes(StandardCharsets.ISO_8859_1)))
                .doOnNext(length -> {
                    assertThat(length).as("length of a log").isEqualTo(all.length());
                    assertThat(all.length()).as("a full log").isLessThanOrEqualTo(LOG);
                    logs.put(id, all);
                })
                .onErrorResume(e -> e instanceof AttachmentFullException && all.length() > LOG, e -> clear(id, log))
                .then();
    }

    private Mono<Long> clear(String id, EntityBytes log) {
        return log.clear()
                .doOnNext(cleared -> {
                    assertThat(cleared).as("cleared").isTrue();
                    logs.remove(id);
                })
                .thenReturn(0L);
    }

    private Mono<Void> read(String id, EntityList<String> trail, EntityBytes log) {
        List<String> elements = new ArrayList<>(trails.getOrDefault(id, List.of()));
        boolean newest = random.nextBoolean();
        if (newest) {
            Collections.reverse(elements);
        }
        Mono<List<String>> found = (newest ? trail.newestFirst() : trail.oldestFirst()).collectList();
        Mono<String> text = log.read()
                .map(piece -> StandardCharsets.ISO_8859_1.decode(piece).toString())
                .collect(Collectors.joining());
        return found.doOnNext(all -> assertThat(all).as("trail of %s", id).isEqualTo(elements))
                .then(text)
                .doOnNext(all -> assertThat(all).as("log of %s", id).isEqualTo(logs.getOrDefault(id, "")))
                .then();
    }

    private static Mono<Void> absent(EntityList<String> trail, EntityBytes log) {
        return trail.size()
                .mergeWith(log.size())
                .count()
                .doOnNext(sizes -> assertThat(sizes).as("sizes of nothing").isZero())
                .then();
    }
}

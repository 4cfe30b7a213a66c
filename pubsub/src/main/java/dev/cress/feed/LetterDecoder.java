package dev.cress.feed;

import dev.cress.connection.StreamEntry;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From an entry of a dead-letter stream to the event that it holds: {@code e}, {@code a} and {@code r} come first, then the event's own fields. */
final class LetterDecoder<T> {

    private static final int OWN_FIELDS = 6;

    private final OpenStore<T> store;
    private final int partition;

    LetterDecoder(OpenStore<T> store, int partition) {
        this.store = store;
        this.partition = partition;
    }

    DeadLetter<T> decode(StreamEntry entry) {
        List<byte[]> fields = entry.fields();
        if (fields.size() < OWN_FIELDS) {
            throw new StoredDataException("a dead letter of " + store.model().name() + " lacks fields", null);
        }
        try {
            String[] place = text(fields.get(1)).split("-", 2);
            Position position = new Position(Long.parseLong(place[0]), Long.parseLong(place[1]));
            StreamEntry event =
                    new StreamEntry(position.version(), position.number(), fields.subList(OWN_FIELDS, fields.size()));
            return new DeadLetter<>(
                    new EventDecoder<>(store.model()).decode(event, token(position)),
                    Integer.parseInt(text(fields.get(3))),
                    text(fields.get(5)),
                    Instant.ofEpochMilli(entry.time()),
                    new DeadLetter.Place(partition, entry.time(), entry.sequence()));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new StoredDataException("a dead letter of " + store.model().name() + " has no place", e);
        }
    }

    private ResumeToken token(Position position) {
        List<Position> places =
                new ArrayList<>(Collections.nCopies(store.keys().partitioning().count(), Position.START));
        places.set(partition, position);
        return new ResumeToken(places);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

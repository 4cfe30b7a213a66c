package dev.cress.feed;

import static java.util.Objects.requireNonNull;

import dev.cress.codec.JsonCodecs;
import dev.cress.codec.TextCodec;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Forms in which changes leave for programs that know nothing of Cress, as JSON. Safe for use by many threads.
 *
 * <p>What an event does not tell is not there: of an update of a type without images only the indexed properties that changed have values, of other changed properties the names; a row
 * of a snapshot has all.
 */
public final class EventEncoders {

    private static final TextCodec<Object> JSON = JsonCodecs.jackson().codec(Map.class);

    private EventEncoders() {}

    /**
     * The envelope of Debezium: {@code before}, {@code after}, {@code source}, {@code op}, {@code ts_ms}.
     *
     * @param server name of the source, as topics have it first
     * @param model name of the model
     * @return from an event to its JSON
     */
    public static Function<ChangeEvent<?>, byte[]> debezium(String server, String model) {
        requireNonNull(server, "server");
        requireNonNull(model, "model");
        return event -> JSON.encode(debezium(server, model, event));
    }

    /**
     * CloudEvents 1.0, structured mode. The attribute {@code cresstoken} is the resume token after the event, {@code cresswriteid} what the writer has
     * called its write, if it has.
     *
     * @param source the {@code source} attribute
     * @param type what the {@code type} attribute begins with; {@code .created} and so on follows
     * @return from an event to its JSON
     */
    public static Function<ChangeEvent<?>, byte[]> cloudEvents(URI source, String type) {
        requireNonNull(source, "source");
        requireNonNull(type, "type");
        return event -> JSON.encode(cloudEvent(source, type, event));
    }

    private static Map<String, @Nullable Object> debezium(String server, String model, ChangeEvent<?> event) {
        Instant time = event.timestamp();
        Map<String, @Nullable Object> source = new LinkedHashMap<>();
        source.put("connector", "cress");
        source.put("name", server);
        source.put("db", server);
        source.put("table", model);
        source.put("ts_ms", time.toEpochMilli());
        source.put("ts_us", event.version());
        source.put("snapshot", event.operation() == Operation.READ ? "true" : "false");
        source.put("version", event.version());
        source.put("token", event.token().toString());
        source.put("write_id", event.writeId());
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("op", debeziumCode(event.operation()));
        envelope.put("ts_ms", time.toEpochMilli());
        envelope.put("source", source);
        envelope.put("before", existedBefore(event) ? image(event, event.before()) : null);
        envelope.put("after", existsAfter(event) ? image(event, event.after()) : null);
        envelope.put("transaction", null);
        return envelope;
    }

    private static Map<String, @Nullable Object> cloudEvent(URI source, String type, ChangeEvent<?> event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("operation", event.operation().name());
        data.put("id", event.id());
        data.put("version", event.version());
        data.put("writeId", event.writeId());
        data.put("changed", new TreeSet<>(event.changed()));
        data.put("before", existedBefore(event) ? values(event.before()) : null);
        data.put("after", existsAfter(event) ? values(event.after()) : null);
        Map<String, @Nullable Object> cloudEvent = new LinkedHashMap<>();
        cloudEvent.put("specversion", "1.0");
        cloudEvent.put("id", event.version() + ":" + event.id());
        cloudEvent.put("source", source.toString());
        cloudEvent.put("type", type + "." + event.operation().name().toLowerCase(Locale.ROOT));
        cloudEvent.put("subject", event.id());
        cloudEvent.put("time", event.timestamp().toString());
        cloudEvent.put("datacontenttype", "application/json");
        cloudEvent.put("cresstoken", event.token().toString());
        if (event.writeId() != null) {
            cloudEvent.put("cresswriteid", event.writeId());
        }
        cloudEvent.put("data", data);
        return cloudEvent;
    }

    private static String debeziumCode(Operation operation) {
        return switch (operation) {
            case CREATED -> "c";
            case UPDATED -> "u";
            case DELETED, EXPIRED -> "d";
            case READ -> "r";
        };
    }

    private static boolean existedBefore(ChangeEvent<?> event) {
        return event.operation() != Operation.CREATED && event.operation() != Operation.READ;
    }

    private static boolean existsAfter(ChangeEvent<?> event) {
        return event.operation() != Operation.DELETED && event.operation() != Operation.EXPIRED;
    }

    private static Map<String, @Nullable Object> image(ChangeEvent<?> event, EventValues<?> told) {
        Map<String, @Nullable Object> image = values(told);
        image.putIfAbsent("id", event.id());
        return image;
    }

    private static Map<String, @Nullable Object> values(EventValues<?> told) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        told.told().forEach(property -> values.put(property.name(), told.get(property.name(), Object.class)));
        return values;
    }
}

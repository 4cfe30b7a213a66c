package dev.cress.scan;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.error.StoredDataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place among the change events of a partition: that of an event.
 *
 * @param version version of the event, 0 before the first
 * @param number number of the event, 0 before the first
 */
public record EventPlace(long version, long number) {

    private static final HashFields VERSION_AND_NUMBER = HashFields.of(List.of(new byte[] {'v'}, new byte[] {'n'}));

    /**
     * Asks for the place of a partition's last event: one {@code HMGET}.
     *
     * @param meta key of the partition's meta hash
     * @return the request
     */
    public static Request<EventPlace> last(byte[] meta) {
        return Requests.hashFields(meta, VERSION_AND_NUMBER).map(EventPlace::of);
    }

    private static EventPlace of(List<byte @Nullable []> reply) {
        return new EventPlace(number(reply.get(0)), number(reply.get(1)));
    }

    private static long number(byte @Nullable [] text) {
        try {
            return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new StoredDataException("the meta hash of a partition holds no numbers", e);
        }
    }
}

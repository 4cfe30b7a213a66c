package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.StreamEntry;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventEncodersTests {

    private static final EntityModel<Account> MODEL = EntityModel.of(Account.class);
    private static final ResumeToken TOKEN = new ResumeToken(List.of(new Position(1_700_000_000_123_456L, 9)));

    private static ChangeEvent<Account> event(String... fields) {
        List<byte[]> bytes = Stream.of(fields)
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new EventDecoder<>(MODEL).decode(new StreamEntry(1_700_000_000_123_456L, 9, bytes), TOKEN);
    }

    private static final ChangeEvent<Account> UPDATED = event(
            "o", "U", "i", "a\"1\"", "-balance", "9007199254740993", "+balance", "10", "-owner", "\u00E9", "~note", "");

    private static String debezium(ChangeEvent<Account> event) {
        return new String(EventEncoders.debezium("shop", "account").apply(event), StandardCharsets.UTF_8);
    }

    private static String cloudEvent(ChangeEvent<Account> event) {
        return new String(
                EventEncoders.cloudEvents(URI.create("/shop/accounts"), "com.shop.account")
                        .apply(event),
                StandardCharsets.UTF_8);
    }

    @Test
    void writesTheEnvelopeOfDebezium() {
        assertThat(debezium(UPDATED))
                .isEqualTo("{\"after\":{\"balance\":10,\"id\":\"a\\\"1\\\"\",\"owner\":null},"
                        + "\"before\":{\"balance\":9007199254740993,\"id\":\"a\\\"1\\\"\",\"owner\":\"\u00E9\"},"
                        + "\"op\":\"u\","
                        + "\"source\":{\"connector\":\"cress\",\"db\":\"shop\",\"name\":\"shop\",\"snapshot\":\"false\",\"table\":\"account\","
                        + "\"token\":\"" + TOKEN
                        + "\",\"ts_ms\":1700000000123,\"ts_us\":1700000000123456,\"version\":1700000000123456,\"write_id\":null},"
                        + "\"transaction\":null,\"ts_ms\":1700000000123}");
    }

    @Test
    void hasNoImageOfWhatWasNotThere() {
        assertThat(debezium(event("o", "C", "i", "1", "+balance", "1")))
                .contains("\"op\":\"c\"", "\"before\":null", "\"after\":{\"balance\":1,\"id\":\"1\",\"owner\":null}");
        assertThat(debezium(event("o", "D", "i", "1", "-balance", "1")))
                .contains("\"op\":\"d\"", "\"after\":null", "\"before\":{\"balance\":1,\"id\":\"1\",\"owner\":null}");
        assertThat(debezium(event("o", "X", "i", "1")))
                .contains("\"op\":\"d\"", "\"before\":{\"balance\":null,\"id\":\"1\",\"owner\":null}");
    }

    @Test
    void marksRowsOfASnapshot() {
        byte[][] texts = {null, "10".getBytes(StandardCharsets.UTF_8), "n".getBytes(StandardCharsets.UTF_8)};
        ChangeEvent<Account> row =
                new EventDecoder<>(MODEL).row(new Row("1".getBytes(StandardCharsets.UTF_8), 7, texts), TOKEN);

        assertThat(debezium(row))
                .contains(
                        "\"op\":\"r\"",
                        "\"snapshot\":\"true\"",
                        "\"before\":null",
                        "\"after\":{\"balance\":10,\"id\":\"1\",\"note\":\"n\",\"owner\":null}");
        assertThat(cloudEvent(row)).contains("\"type\":\"com.shop.account.read\"");
    }

    @Test
    void writesCloudEvents() {
        assertThat(cloudEvent(UPDATED))
                .isEqualTo(
                        "{\"cresstoken\":\"" + TOKEN
                                + "\",\"data\":{\"after\":{\"balance\":10,\"owner\":null},\"before\":{\"balance\":9007199254740993,\"owner\":\"\u00E9\"},"
                                + "\"changed\":[\"balance\",\"note\",\"owner\"],\"id\":\"a\\\"1\\\"\",\"operation\":\"UPDATED\",\"version\":1700000000123456,\"writeId\":null},"
                                + "\"datacontenttype\":\"application/json\","
                                + "\"id\":\"1700000000123456:a\\\"1\\\"\",\"source\":\"/shop/accounts\",\"specversion\":\"1.0\","
                                + "\"subject\":\"a\\\"1\\\"\",\"time\":\"2023-11-14T22:13:20.123456Z\",\"type\":\"com.shop.account.updated\"}");
    }

    @Test
    void namesTheWriteAndTellsWholeEntities() {
        ChangeEvent<Account> event = event(
                "o",
                "U",
                "i",
                "1",
                "w",
                "order-5",
                "m",
                "a",
                "-balance",
                "1",
                "+balance",
                "2",
                "=owner",
                "ada",
                "+note",
                "n",
                "~note",
                "");
        assertThat(debezium(event))
                .contains(
                        "\"write_id\":\"order-5\"",
                        "\"after\":{\"balance\":2,\"id\":\"1\",\"note\":\"n\",\"owner\":\"ada\"}");
        assertThat(cloudEvent(event)).contains("\"cresswriteid\":\"order-5\"", "\"writeId\":\"order-5\"");
    }
}

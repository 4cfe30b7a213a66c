package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.connection.StreamEntry;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.InvalidQueryException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventDecoderTests {

    private static final ResumeToken TOKEN = new ResumeToken(List.of(new Position(5, 1)));
    private final EventDecoder<Account> decoder = new EventDecoder<>(EntityModel.of(Account.class));

    private ChangeEvent<Account> decode(String... fields) {
        List<byte[]> bytes = Arrays.stream(fields)
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toList();
        return decoder.decode(new StreamEntry(1_700_000_000_123_456L, 9, bytes), TOKEN);
    }

    @Test
    void readsACreation() {
        ChangeEvent<Account> event = decode("o", "C", "i", "id 1", "+balance", "12", "+owner", "ada");

        assertThat(event.operation()).isEqualTo(Operation.CREATED);
        assertThat(event.id()).isEqualTo("id 1");
        assertThat(event.version()).isEqualTo(1_700_000_000_123_456L);
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456Z"));
        assertThat(event.changed()).containsExactlyInAnyOrder("balance", "owner");
        assertThat(event.before().names()).isEmpty();
        assertThat(event.after().get(Account::balance)).isEqualTo(12L);
        assertThat(event.after().get("owner", String.class)).isEqualTo("ada");
        assertThat(event.token()).isEqualTo(TOKEN);
    }

    @Test
    void readsAnUpdateFromAndToNull() {
        ChangeEvent<Account> event = decode("o", "U", "i", "1", "-owner", "ada", "+balance", "-3", "~note", "");

        assertThat(event.operation()).isEqualTo(Operation.UPDATED);
        assertThat(event.changed()).containsExactlyInAnyOrder("owner", "balance", "note");
        assertThat(event.before().get(Account::owner)).isEqualTo("ada");
        assertThat(event.after().get(Account::owner)).isNull();
        assertThat(event.before().get(Account::balance)).isNull();
        assertThat(event.after().get(Account::note)).isNull();
    }

    @Test
    void tellsAnEmptyTextFromNone() {
        ChangeEvent<Account> event = decode("o", "U", "i", "1", "+owner", "");
        assertThat(event.after().get(Account::owner)).isEmpty();
        assertThat(event.after().names()).containsExactly("owner");
    }

    @Test
    void readsRemovals() {
        assertThat(decode("o", "D", "i", "1", "-balance", "3").operation()).isEqualTo(Operation.DELETED);
        assertThat(decode("o", "X", "i", "1").operation()).isEqualTo(Operation.EXPIRED);
    }

    @Test
    void showsNoValues() {
        assertThat(decode("o", "C", "i", "1", "+owner", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void refusesEntriesThatAreNoEvents() {
        for (String[] fields : new String[][] {
            {},
            {"o", "C"},
            {"o", "C", "i"},
            {"o", "C", "i", "1", "+balance"},
            {"o", "Q", "i", "1"},
            {"o", "", "i", "1"},
            {"o", "C", "i", "1", "", "x"},
        }) {
            assertThatThrownBy(() -> decode(fields))
                    .as(String.join(",", fields))
                    .isInstanceOf(StoredDataException.class);
        }
    }

    @Test
    void refusesValuesOfAnotherTypeWhenTheyAreAskedFor() {
        ChangeEvent<Account> event = decode("o", "C", "i", "1", "+balance", "much");

        assertThatThrownBy(() -> event.after().get(Account::balance))
                .isInstanceOf(StoredDataException.class)
                .hasMessageContaining("balance")
                .hasMessageNotContaining("much");
        assertThatThrownBy(() -> event.after().get("colour", String.class)).isInstanceOf(InvalidQueryException.class);
    }

    @RedisEntity
    record Renamed(
            @Id String id,
            @Indexed @StoredName("n") String name,
            @Indexed Optional<String> tag,
            @StoredName("s") int size) {}

    @Test
    void tellsPropertiesByTheirJavaNames() {
        EventDecoder<Renamed> renamed = new EventDecoder<>(EntityModel.of(Renamed.class));
        List<byte[]> fields = Stream.of("o", "U", "i", "1", "-n", "a", "+n", "b", "~s", "", "~gone", "", "+tag", "t")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        ChangeEvent<Renamed> event = renamed.decode(new StreamEntry(1, 1, fields), TOKEN);
        assertThat(event.changed()).containsExactlyInAnyOrder("name", "size", "gone", "tag");
        assertThat(event.before().get(Renamed::name)).isEqualTo("a");
        assertThat(event.after().get("name", String.class)).isEqualTo("b");
        assertThat(event.before().get(Renamed::tag)).isEmpty();
        assertThat(event.after().get(Renamed::tag)).contains("t");
        assertThat(event.after().get("tag", String.class)).isEqualTo("t");
    }

    @Test
    void readsWholeEntitiesAndTheNameOfTheWrite() {
        ChangeEvent<Account> event = decode(
                "o",
                "U",
                "i",
                "1",
                "m",
                "ab",
                "p",
                "7",
                "w",
                "order-5",
                "-balance",
                "1",
                "+balance",
                "2",
                "=owner",
                "ada",
                "+note",
                "n",
                "~note",
                "",
                "?",
                "later");

        assertThat(event.writeId()).isEqualTo("order-5");
        assertThat(event.changed()).containsExactlyInAnyOrder("balance", "note");
        assertThat(event.before().row().version()).isEqualTo(7);
        assertThat(event.after().row().version()).isEqualTo(1_700_000_000_123_456L);
        assertThat(event.before().get(Account::owner)).isEqualTo("ada");
        assertThat(event.after().get(Account::owner)).isEqualTo("ada");
        assertThat(event.before().tells("note")).isTrue();
        assertThat(event.before().get(Account::note)).isNull();
        assertThat(decode("o", "C", "i", "1", "m", "b").after().row()).isNull();
        assertThat(decode("o", "D", "i", "1", "m", "ab", "p", "7").after().row())
                .isNull();
        assertThat(decode("o", "D", "i", "1", "m", "ab", "p", "7").before().row())
                .isNotNull();
        assertThatThrownBy(() -> decode("o", "D", "i", "1", "m", "ab", "p", "seven"))
                .isInstanceOf(StoredDataException.class);
    }

    @Test
    void tellsANullFromWhatIsNotTold() {
        ChangeEvent<Account> plain = decode("o", "U", "i", "1", "+balance", "2", "~note", "");
        assertThat(plain.after().tells("balance")).isTrue();
        assertThat(plain.before().tells("balance")).isTrue();
        assertThat(plain.after().tells("owner")).isFalse();
        assertThat(plain.after().tells("note")).isFalse();
        ChangeEvent<Account> indexed = decode("o", "U", "i", "1", "m", "i", "+balance", "2", "~note", "");
        assertThat(indexed.after().tells("owner")).isTrue();
        assertThat(indexed.after().get(Account::owner)).isNull();
        assertThat(indexed.after().tells("note")).isFalse();
        ChangeEvent<Account> changes = decode("o", "U", "i", "1", "m", "c", "-note", "a");
        assertThat(changes.after().tells("note")).isTrue();
        assertThat(changes.after().tells("owner")).isFalse();
        ChangeEvent<Account> after = decode("o", "U", "i", "1", "m", "a", "+note", "a", "~note", "");
        assertThat(after.after().tells("note")).isTrue();
        assertThat(after.before().tells("note")).isFalse();
        assertThat(after.before().tells("owner")).isTrue();
    }
}

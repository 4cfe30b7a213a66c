package dev.cress.feed;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.StreamEntry;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventFilterTests {

    private static final EntityModel<Account> MODEL = EntityModel.of(Account.class);
    private static final ResumeToken TOKEN = new ResumeToken(List.of(Position.START));
    private static final EventFilter<Account> ALL = EventFilter.everything(MODEL);

    private static ChangeEvent<Account> event(String... fields) {
        List<byte[]> bytes = Stream.of(fields)
                .map(field -> field.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new EventDecoder<>(MODEL).decode(new StreamEntry(7, 1, bytes), TOKEN);
    }

    private static final ChangeEvent<Account> CREATED = event("o", "C", "i", "1", "+owner", "ada", "+balance", "10");
    private static final ChangeEvent<Account> GREW =
            event("o", "U", "i", "1", "-balance", "10", "+balance", "20", "~note", "");
    private static final ChangeEvent<Account> LOST_ITS_OWNER = event("o", "U", "i", "1", "-owner", "ada");
    private static final ChangeEvent<Account> DELETED = event("o", "D", "i", "1", "-balance", "20");

    private static ChangeEvent<Account> row() {
        byte[][] texts = {"ada".getBytes(StandardCharsets.UTF_8), "10".getBytes(StandardCharsets.UTF_8), new byte[0]};
        return new EventDecoder<>(MODEL).row(new Row("1".getBytes(StandardCharsets.UTF_8), 7, texts), TOKEN);
    }

    private static List<Boolean> passing(EventFilter<Account> filter) {
        return Stream.of(CREATED, GREW, LOST_ITS_OWNER, DELETED, row())
                .map(filter::passes)
                .toList();
    }

    private static Criteria<Account> balance(long least) {
        return where(Account::balance).atLeast(least);
    }

    private static Criteria<Account> ownedBy(String owner) {
        return where(Account::owner).is(owner);
    }

    @Test
    void letsEverythingThrough() {
        assertThat(passing(ALL)).containsExactly(true, true, true, true, true);
    }

    @Test
    void choosesOperations() {
        assertThat(passing(ALL.withOperations(EnumSet.of(Operation.UPDATED, Operation.READ))))
                .containsExactly(false, true, true, false, true);
    }

    @Test
    void choosesUpdatesByWhatTheyChange() {
        assertThat(passing(ALL.withChanged("balance"))).containsExactly(true, true, false, true, true);
        assertThat(passing(ALL.withChanged("note"))).containsExactly(true, true, false, true, true);
        assertThat(passing(ALL.withChanged("owner").withChanged("balance")))
                .containsExactly(true, true, true, true, true);
        assertThatThrownBy(() -> ALL.withChanged("colour")).isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void choosesByTheValuesAfter() {
        assertThat(passing(ALL.withAfter(balance(15)))).containsExactly(false, true, true, false, false);
        assertThat(passing(ALL.withAfter(ownedBy("ada")))).containsExactly(true, true, false, false, true);
        assertThat(passing(ALL.withAfter(where(Account::owner).isNull())))
                .containsExactly(false, true, true, false, false);
    }

    @Test
    void choosesByTheValuesBefore() {
        assertThat(passing(ALL.withBefore(balance(15)))).containsExactly(false, false, true, true, false);
        assertThat(passing(ALL.withBefore(where(Account::owner).isNull())))
                .containsExactly(false, true, false, true, false);
    }

    @Test
    void combinesWhatIsKnownWithWhatIsNot() {
        assertThat(ALL.withAfter(balance(15).and(ownedBy("eve"))).passes(GREW)).isTrue();
        assertThat(ALL.withAfter(balance(25).and(ownedBy("eve"))).passes(GREW)).isFalse();
        assertThat(ALL.withAfter(balance(25).or(ownedBy("eve"))).passes(GREW)).isTrue();
        assertThat(ALL.withAfter(balance(25).or(ownedBy("eve")).not()).passes(GREW))
                .isTrue();
        assertThat(ALL.withAfter(balance(15).or(ownedBy("eve")).not()).passes(GREW))
                .isFalse();
        assertThat(ALL.withAfter(balance(15)).withBefore(balance(15)).passes(GREW))
                .isFalse();
        assertThat(ALL.withAfter(balance(15)).withAfter(balance(25)).passes(GREW))
                .isFalse();
    }

    @Test
    void refusesPropertiesOfWhichEventsTellNothing() {
        assertThatThrownBy(() -> ALL.withAfter(
                        balance(1).and(Criteria.<Account>where("note").is("x"))))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("note");
        assertThatThrownBy(
                        () -> ALL.withBefore(Criteria.<Account>where("colour").is("x")))
                .isInstanceOf(InvalidQueryException.class);
    }
}

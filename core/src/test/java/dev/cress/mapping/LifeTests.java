package dev.cress.mapping;

import static dev.cress.mapping.Problems.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Expires;
import dev.cress.annotation.ExpiresAfter;
import dev.cress.annotation.ExpiresAt;
import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.InvalidEntityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a type and its properties may say of how long entities live. */
class LifeTests {

    @RedisEntity
    @Expires(after = "PT1H")
    record Ticket(@Id String id, @ExpiresAfter @Nullable Duration ttl) {}

    @RedisEntity
    record Offer(@Id String id, @ExpiresAt @Nullable OffsetDateTime until) {}

    @RedisEntity
    record Show(@Id String id, @ExpiresAt @Nullable ZonedDateTime until) {}

    @Test
    void isTheInstantOrTheTimeToLiveThatAPropertyHolds() {
        EntityModel<Ticket> tickets = EntityModel.of(Ticket.class);
        assertThat(tickets.lifeWord(new Ticket("1", null))).isEqualTo("type");
        assertThat(tickets.lifeWord(new Ticket("1", Duration.ofMillis(1)))).isEqualTo("same 1");
        EntityModel<Offer> offers = EntityModel.of(Offer.class);
        assertThat(offers.lifeWord(new Offer("1", null))).isEqualTo("never");
        assertThat(offers.lifeWord(new Offer("1", OffsetDateTime.parse("1970-01-01T02:00:01.0009+02:00"))))
                .isEqualTo("at 1000");
        ZonedDateTime second = ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"); // of two o'clocks
        assertThat(EntityModel.of(Show.class).lifeWord(new Show("1", second))).isEqualTo("at 1729992600000");
    }

    @Test
    void refusesWhatIsNoLifeWithoutQuotingIt() {
        EntityModel<Ticket> tickets = EntityModel.of(Ticket.class);
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> tickets.texts(new Ticket("1", wrong)))
                    .isInstanceOf(InvalidEntityException.class)
                    .hasMessage("cannot store ticket: ttl: a time to live is from a millisecond to 365000 days");
        }
        EntityModel<Offer> offers = EntityModel.of(Offer.class);
        for (OffsetDateTime wrong : List.of(OffsetDateTime.MIN, OffsetDateTime.parse("1969-12-31T23:59:59Z"))) {
            assertThatThrownBy(() -> offers.texts(new Offer("1", wrong)))
                    .isInstanceOf(InvalidEntityException.class)
                    .hasMessage("cannot store offer: until: a life ends from 1970 to 9999");
        }
    }

    @RedisEntity
    @Expires(after = "half an hour")
    record Both(
            @Id String id,
            @ExpiresAfter Duration ttl,
            @ExpiresAt Instant until) {}

    @RedisEntity
    @Expires(after = "PT0S")
    record Wrong(
            @Id String id,
            @ExpiresAfter long ttl,
            @ExpiresAt LocalDateTime until) {}

    @Test
    void refusesRelativeAndAbsoluteTogetherAndWhatIsNeither() {
        assertThat(problems(Both.class))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("one property at most").contains("[ttl, until]"),
                        p -> assertThat(p).startsWith("@Expires(after) is an ISO-8601 duration"));
        assertThat(problems(Wrong.class))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("ttl: @ExpiresAfter needs a Duration, not long"),
                        p -> assertThat(p).startsWith("until: @ExpiresAt needs an Instant"),
                        p -> assertThat(p).startsWith("one property at most"),
                        p -> assertThat(p).startsWith("@Expires(after): a time to live is from a millisecond"));
    }
}

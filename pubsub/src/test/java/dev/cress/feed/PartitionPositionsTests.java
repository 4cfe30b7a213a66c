package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartitionPositionsTests {

    private static Position at(long version, long number) {
        return new Position(version, number);
    }

    private static PartitionPositions after(Position... positions) {
        return new PartitionPositions("account", List.of(positions), false);
    }

    private static PartitionPositions beginning() {
        return new PartitionPositions("account", List.of(Position.START, Position.START), true);
    }

    @Nested
    class Advance {

        @Test
        void takesTheNextEvent() {
            PartitionPositions positions = after(at(100, 5), at(90, 3));

            positions.advance(0, at(101, 6));
            positions.advance(0, at(150, 7));

            assertThat(positions.of(0)).isEqualTo(at(150, 7));
            assertThat(positions.of(1)).isEqualTo(at(90, 3));
            assertThat(positions.token().positions()).containsExactly(at(150, 7), at(90, 3));
        }

        @Test
        void takesTheFirstEventOfAll() {
            PartitionPositions positions = after(Position.START);
            positions.advance(0, at(100, 1));
            assertThat(positions.of(0)).isEqualTo(at(100, 1));
        }

        @Test
        void saysWhichEventsAreGone() {
            PartitionPositions positions = after(Position.START, at(90, 3));

            assertThatThrownBy(() -> positions.advance(1, at(200, 9)))
                    .isInstanceOf(ResumeTokenExpiredException.class)
                    .hasMessageContaining("events 4 to 8 of account partition 1");
            assertThat(positions.of(1)).isEqualTo(at(90, 3));
        }

        @Test
        void saysThatTheFirstEventsAreGoneToAReaderWhoseTokenIsBeforeThem() {
            assertThatThrownBy(() -> after(Position.START).advance(0, at(200, 9)))
                    .isInstanceOf(ResumeTokenExpiredException.class)
                    .hasMessageContaining("events 1 to 8");
        }

        @Test
        void beginsWithTheOldestEventThatIsKept() {
            PartitionPositions positions = beginning();

            positions.advance(0, at(200, 9));

            assertThat(positions.of(0)).isEqualTo(at(200, 9));
            assertThatThrownBy(() -> positions.advance(0, at(300, 11)))
                    .isInstanceOf(ResumeTokenExpiredException.class)
                    .hasMessageContaining("events 10 to 10");
        }

        @Test
        void saysThatHistoryWasLostWhenNumbersComeAgain() {
            for (long number : new long[] {4, 5}) {
                assertThatThrownBy(() -> after(at(100, 5)).advance(0, at(200, number)))
                        .isInstanceOf(HistoryRewoundException.class)
                        .hasMessageContaining("account partition 0 has " + (number - 1) + " events where 5 were read");
            }
        }
    }

    @Nested
    class Look {

        @Test
        void knowsThatNothingIsNew() {
            PartitionPositions positions = after(at(100, 5));
            assertThat(positions.isAhead(0, at(100, 5))).isFalse();
            positions.nothingToRead(0);
            assertThat(positions.of(0)).isEqualTo(at(100, 5));
        }

        @Test
        void knowsThatSomethingIsNew() {
            assertThat(after(at(100, 5)).isAhead(0, at(101, 6))).isTrue();
        }

        @Test
        void saysThatHistoryWasLostWhenThereIsLess() {
            for (Position head : List.of(at(100, 4), at(99, 5), at(0, 0), at(99, 6))) {
                assertThatThrownBy(() -> after(at(100, 5)).isAhead(0, head))
                        .isInstanceOf(HistoryRewoundException.class);
            }
        }

        @Test
        void saysThatEventsAreGoneWhenTheyCannotBeRead() {
            PartitionPositions positions = after(at(100, 5));
            positions.isAhead(0, at(140, 8));

            assertThatThrownBy(() -> positions.nothingToRead(0))
                    .isInstanceOf(ResumeTokenExpiredException.class)
                    .hasMessageContaining("events 6 to 8");
        }

        @Test
        void goesToTheHeadOfAnEmptyStreamFromTheBeginning() {
            PartitionPositions positions = beginning();
            positions.isAhead(0, at(140, 8));

            positions.nothingToRead(0);

            assertThat(positions.of(0)).isEqualTo(at(140, 8));
            positions.advance(0, at(141, 9));
            assertThat(positions.of(0)).isEqualTo(at(141, 9));
        }

        @Test
        void holdsNothingAgainstAPartitionOfWhichNothingIsKnown() {
            PartitionPositions positions = after(at(100, 5));
            positions.nothingToRead(0);
            assertThat(positions.of(0)).isEqualTo(at(100, 5));
        }
    }
}

package dev.cress.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyNamesTests {

    record Train(String line, boolean isLate, int getOff, String island, long issue, String get) {}

    static final class Coach {

        private final boolean isHeated;
        private final String uRL;

        Coach(boolean isHeated, String uRL) {
            this.isHeated = isHeated;
            this.uRL = uRL;
        }

        boolean isHeated() {
            return isHeated;
        }

        String getURL() {
            return uRL;
        }
    }

    static final class Measure {

        String getNote() {
            return "";
        }

        String getTakenAt() {
            return "";
        }

        boolean isChecked() {
            return true;
        }

        int getCount() {
            return 0;
        }

        double getLevel() {
            return 0;
        }
    }

    private static <T, V> String name(PropertyReference<T, V> reference) {
        return PropertyNames.of(reference);
    }

    private static <T> String integral(LongProperty<T> reference) {
        return PropertyNames.of(reference);
    }

    private static <T> String floating(DoubleProperty<T> reference) {
        return PropertyNames.of(reference);
    }

    @Test
    void takesTheNameOfARecordsAccessor() {
        assertThat(name(Train::line)).isEqualTo("line");
        assertThat(name(Train::island)).isEqualTo("island");
        assertThat(integral(Train::issue)).isEqualTo("issue");
        assertThat(name(Train::get)).isEqualTo("get");
    }

    @Test
    void takesTheNameBehindGetAndIs() {
        assertThat(name(Measure::getNote)).isEqualTo("note");
        assertThat(name(Measure::getTakenAt)).isEqualTo("takenAt");
        assertThat(name(Measure::isChecked)).isEqualTo("checked");
        assertThat(integral(Measure::getCount)).isEqualTo("count");
        assertThat(floating(Measure::getLevel)).isEqualTo("level");
        assertThat(name(Coach::getURL)).isEqualTo("uRL");
    }

    @Test
    void takesTheWholeNameWhenThatIsWhatThePropertyIsCalled() {
        assertThat(name(Train::isLate)).isEqualTo("isLate");
        assertThat(integral(Train::getOff)).isEqualTo("getOff");
        assertThat(name(Coach::isHeated)).isEqualTo("isHeated");
    }

    @Test
    void knowsANameAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(List.of(name(Train::line), name(Train::isLate))).containsExactly("line", "isLate");
        }
    }

    @Test
    void refusesALambdaExpression() {
        assertThatThrownBy(() -> name((Train train) -> train.line()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not by a lambda expression");
    }

    @Test
    void refusesAnImplementationThatIsNoReference() {
        PropertyReference<Train, String> own = new PropertyReference<>() {
            @Override
            public String apply(Train train) {
                return train.line();
            }
        };
        assertThatThrownBy(() -> name(own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("method reference");
    }
}

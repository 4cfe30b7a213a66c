package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.kotlin.Mayor;
import dev.cress.mapping.kotlin.Note;
import dev.cress.mapping.kotlin.Size;
import dev.cress.mapping.kotlin.Town;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data classes as Kotlin's compiler writes them, from {@code KotlinTypes.kt} among the test resources. */
class KotlinTypesTests {

    private static Town town(Mayor mayor) {
        return new Town("a", true, (1L << 53) + 1, Size.LARGE, List.of("x"), mayor, new BigDecimal("1.10"), 7);
    }

    @Test
    void mapsADataClassWithDefaultsAndNestedOnes() {
        EntityModel<Town> model = EntityModel.of(Town.class);
        Town town = town(new Mayor("Ada", 4, new Mayor("Bob", 1, null)));
        assertThat(model.name()).isEqualTo("town");
        assertThat(model.versioned()).isTrue();
        assertThat(model.indexes().signature(1)).isEqualTo("isOpen=text,p=decimal");
        byte[][] texts = model.texts(town);
        assertThat(Arrays.asList(texts))
                .extracting(text -> new String(text, StandardCharsets.UTF_8))
                .containsExactly(
                        "true",
                        "9007199254740993",
                        "LARGE",
                        "[\"x\"]",
                        "{\"name\":\"Ada\",\"y\":4,\"deputy\":{\"name\":\"Bob\",\"y\":1,\"deputy\":null}}",
                        "1.10");
        assertThat(model.entity(new Row(model.id(town), 7, texts))).isEqualTo(town);
        assertThat(model.withVersion(town, 8).getVersion()).isEqualTo(8);
        assertThatThrownBy(() -> model.texts(town(new Mayor("secret", 0, null))))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessage("cannot store town: mayor at name has 6 characters, at most 5");
    }

    @Test
    void mapsADataClassWhoseParametersAllHaveDefaults() {
        EntityModel<Note> model = EntityModel.of(Note.class);
        Note named = model.completion().complete(new Note(), Clock.systemUTC(), null);
        assertThat(named.getId()).isNotNull();
        assertThat(named.getText()).isEmpty();
        assertThat(model.entity(new Row(model.id(named), 3, model.texts(named))))
                .isEqualTo(new Note(named.getId(), "", 3L));
    }
}

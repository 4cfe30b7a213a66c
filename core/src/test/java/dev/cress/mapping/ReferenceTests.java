package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.reference.Ref;
import dev.cress.script.entry.EntryType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceTests {

    record Isbn(String publisher, int title) {}

    @RedisEntity("book")
    record Book(@Id Isbn isbn) {}

    @RedisEntity("place")
    record Shelf(@Id long number) {}

    @RedisEntity("reader")
    record Reader(@Id UUID id, @Nullable Ref<Loan> last) {}

    /** Refers to itself, and to a type that refers to it. */
    @RedisEntity("loan")
    record Loan(
            @Id String id,
            @Indexed Ref<Book> book,
            @Indexed @Nullable Ref<Shelf> shelf,
            @Unique Optional<Ref<Reader>> reader,
            @Nullable Ref<Loan> renewed) {}

    private static final EntityModel<Loan> MODEL = EntityModel.of(Loan.class);

    private static List<@Nullable String> texts(Loan loan) {
        return java.util.Arrays.stream(MODEL.texts(loan))
                .map(text -> text == null ? null : new String(text, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void storesTheIdOfWhatItRefersTo() {
        UUID reader = new UUID(1, 2);
        long number = (1L << 53) + 1;
        Loan loan = new Loan(
                "1", Ref.to(new Isbn("a|{b}:\0é😀", 7)), Ref.to(number), Optional.of(Ref.to(reader)), Ref.to("1"));

        assertThat(texts(loan)).containsExactly("a\\|{b}:\0é😀|7", String.valueOf(number), reader.toString(), "1");
        assertThat(MODEL.entity(new Row(MODEL.id(loan), 1, MODEL.texts(loan)))).isEqualTo(loan);

        Loan bare = new Loan("1", Ref.to(new Isbn("p", 1)), null, Optional.empty(), null);
        assertThat(MODEL.entity(new Row(MODEL.id(bare), 1, MODEL.texts(bare)))).isEqualTo(bare);
    }

    record Corner(Ref<Shelf> shelf, Map<String, Ref<Book>> books) {}

    @RedisEntity("library")
    record Library(
            @Id String id,
            @Indexed @Nullable List<Ref<Shelf>> shelves,
            @Indexed @Nullable Set<Ref<Book>> books,
            @Indexed(paths = "shelf") @Nullable Corner corner) {}

    @Test
    void storesManyAsTheTextsOfTheirIds() {
        EntityModel<Library> model = EntityModel.of(Library.class);
        Ref<Shelf> shelf = Ref.to((1L << 53) + 1);
        Ref<Book> odd = Ref.to(new Isbn("a|{b}:\0é😀\"", 7));
        Ref<Book> plain = Ref.to(new Isbn("a", 7));
        Library library = new Library(
                "1", List.of(shelf, Ref.to(-1L)), Set.of(odd, plain), new Corner(shelf, Map.of("x", plain)));

        byte[][] texts = model.texts(library);
        assertThat(new String(texts[0], StandardCharsets.UTF_8)).isEqualTo("[\"9007199254740993\",\"-1\"]");
        assertThat(new String(texts[1], StandardCharsets.UTF_8))
                .startsWith("[\"a\\\\|{b}:")
                .endsWith(",\"a|7\"]");
        assertThat(model.entity(new Row(model.id(library), 1, texts))).isEqualTo(library);
        assertThat(model.indexes().signature(1)).isEqualTo("books=each-text,corner.shelf=decimal,shelves=each-decimal");

        assertThatThrownBy(() -> model.texts(new Library("1", List.of(Ref.to("7")), null, null)))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("shelves");
        texts[0] = "[\"seven\"]".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> model.entity(new Row(new byte[] {'1'}, 1, texts)))
                .isInstanceOf(UnreadableEntityException.class)
                .hasMessageContaining("shelves");
    }

    @Test
    void isIndexedAsTheIdIs() {
        assertThat(MODEL.property("shelf").orElseThrow().entryType()).contains(EntryType.DECIMAL);
        assertThat(MODEL.property("book").orElseThrow().entryType()).contains(EntryType.TEXT);
        assertThat(EntityModel.of(Reader.class).property("last").orElseThrow().entryType())
                .contains(EntryType.TEXT);
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        Ref<Shelf> text = Ref.to("7");
        assertThatThrownBy(() -> MODEL.texts(new Loan("1", Ref.to(new Isbn("p", 1)), text, Optional.empty(), null)))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("shelf holds a java.lang.String, and the id of a Shelf is a java.lang.Long");
        assertThatThrownBy(
                        () -> MODEL.texts(new Loan("1", Ref.to(new Isbn("p", 1)), null, Optional.empty(), Ref.to(""))))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("renewed an id has 1 to 512 bytes, this one has 0");
        assertThatThrownBy(() -> Ref.to(null)).isInstanceOf(NullPointerException.class);

        byte[][] texts = MODEL.texts(new Loan("1", Ref.to(new Isbn("p", 1)), Ref.to(7L), Optional.empty(), null));
        texts[1] = "seven".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> MODEL.entity(new Row(new byte[] {'1'}, 1, texts)))
                .isInstanceOf(UnreadableEntityException.class)
                .hasMessageContaining("shelf is no Long");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void refusesWhatCannotBeReferredTo() {
        record Plain(@Id String id) {}
        @RedisEntity
        record NoId(String name) {}
        @RedisEntity
        record Wrong(
                @Id String id,
                Ref any,
                Ref<Plain> plain,
                Ref<NoId> noId,
                List<Ref<Plain>> plains,
                @Nullable List<Ref> raw) {}

        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p)
                                                .isEqualTo(
                                                        "any cannot be stored: does not say to what it refers; declare a Ref<Author>, for instance"),
                                        p -> assertThat(p).contains("plain", "Plain, which is no @RedisEntity"),
                                        p -> assertThat(p).contains("noId", "annotate a property with @Id"),
                                        p -> assertThat(p).contains("plains", "Plain, which is no @RedisEntity"),
                                        p -> assertThat(p)
                                                .isEqualTo(
                                                        "raw cannot be stored: does not say to what it refers; declare a Ref<Author>, for instance")));
    }
}

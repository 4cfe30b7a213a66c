package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.annotation.StoredName;
import dev.cress.entity.EntityOptions;
import dev.cress.error.EntityReferencedException;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What becomes of references inside of nested values. */
@RedisTest
class NestedReferencesIT extends ContextTest {

    private static final BigDecimal EXACT = new BigDecimal("90071992547409931234567890.10");

    @RedisEntity("product")
    @ReferencedBy(type = Invoice.class, property = "lines.product", onDelete = OnDelete.NULLIFY)
    record Product(@Id long id) {}

    @RedisEntity("label")
    @ReferencedBy(type = Invoice.class, property = "lines.labels", onDelete = OnDelete.NULLIFY)
    record Label(@Id String id) {}

    @RedisEntity("firm")
    @ReferencedBy(type = Invoice.class, property = "head.issuer.firm", onDelete = OnDelete.CASCADE)
    record Firm(@Id String id) {}

    @RedisEntity("court")
    @ReferencedBy(type = Invoice.class, property = "head.court", onDelete = OnDelete.RESTRICT)
    record Court(@Id String id) {}

    record Line(
            @StoredName("p \"") @Nullable Ref<Product> product,
            BigDecimal price,
            @Nullable String note,
            List<Set<Ref<Label>>> groups,
            Set<Ref<Label>> labels) {}

    record Issuer(Ref<Firm> firm, Map<String, String> more) {

        Issuer {
            Objects.requireNonNull(firm);
        }
    }

    record Head(@Nullable Issuer issuer, @Nullable Ref<Court> court) {}

    @RedisEntity(value = "invoice", partitions = 4)
    record Invoice(
            @Id String id,
            @Indexed(paths = {"product", "labels"}) List<Line> lines,

            @Indexed(paths = {"issuer.firm", "court"}) @Nullable
            Head head) {}

    interface Products extends ReactiveRepository<Product, Long> {}

    interface Labels extends ReactiveRepository<Label, String> {}

    interface Firms extends ReactiveRepository<Firm, String> {}

    interface Courts extends ReactiveRepository<Court, String> {}

    interface Invoices extends ReactiveRepository<Invoice, String> {}

    private final Cress cress;
    private final Products products;
    private final Invoices invoices;

    NestedReferencesIT(RedisEnvironment redis) {
        super(redis);
        cress = connect(
                options().entities(EntityOptions.builder().withoutSweeping().build()));
        products = cress.repository(Products.class);
        invoices = cress.repository(Invoices.class);
    }

    private static Line line(@Nullable Long product, String... labels) {
        Set<Ref<Label>> refs = new LinkedHashSet<>();
        for (String label : labels) {
            refs.add(Ref.to(label));
        }
        return new Line(product == null ? null : Ref.to(product), EXACT, "12 \"\0é😀", List.of(refs), refs);
    }

    private static Invoice invoice(String id, Line... lines) {
        return new Invoice(id, List.of(lines), null);
    }

    @Test
    void membersBecomeNullAndEverythingElseStays() {
        long large = (1L << 53) + 1;
        products.saveAll(List.of(new Product(12), new Product(large))).blockLast(LIMIT);
        invoices.saveAll(List.of(
                        invoice("{1}", line(12L, "12"), line(large), line(12L)),
                        invoice(":2", line(large, "12")),
                        invoice("3", line(null))))
                .blockLast(LIMIT);

        assertThat(products.deleteById(12L).block(LIMIT)).isTrue();
        assertThat(invoices.findAllById(List.of("{1}", ":2", "3")).collectList().block(LIMIT))
                .containsExactly(
                        invoice("{1}", line(null, "12"), line(large), line(null)),
                        invoice(":2", line(large, "12")),
                        invoice("3", line(null)));
        assertThat(products.deleteById(large).block(LIMIT)).isTrue();
        assertThat(invoices.findById(":2").block(LIMIT)).isEqualTo(invoice(":2", line(null, "12")));
    }

    @Test
    void elementsAreRemovedFromWhereTheyAreIndexed() {
        Labels labels = cress.repository(Labels.class);
        labels.saveAll(List.of(new Label("a"), new Label("b\"|\\"))).blockLast(LIMIT);
        invoices.saveAll(Flux.range(0, 200).map(i -> invoice("" + i, line(1L, "a", "b\"|\\"), line(2L))))
                .blockLast(LIMIT);
        labels.deleteById("b\"|\\").block(LIMIT);
        Line left = line(1L, "a", "b\"|\\");
        Line expected = new Line(left.product(), EXACT, left.note(), left.groups(), Set.of(Ref.to("a")));
        assertThat(invoices.findAll().collectList().block(LIMIT))
                .hasSize(200)
                .allSatisfy(one -> assertThat(one.lines()).containsExactly(expected, line(2L)));
    }

    @Test
    void whatRefersIsDeletedOrKeepsWhatItRefersTo() {
        Firms firms = cress.repository(Firms.class);
        Courts courts = cress.repository(Courts.class);
        firms.save(new Firm("f")).block(LIMIT);
        courts.save(new Court("c")).block(LIMIT);
        Issuer issuer = new Issuer(Ref.to("f"), Map.of("firm", "c"));
        invoices.saveAll(List.of(
                        new Invoice("1", List.of(), new Head(issuer, null)),
                        new Invoice("2", List.of(), new Head(null, Ref.to("c")))))
                .blockLast(LIMIT);

        assertThatThrownBy(() -> courts.deleteById("c").block(LIMIT))
                .isInstanceOfSatisfying(
                        EntityReferencedException.class,
                        refused -> assertThat(refused.referrerId()).isEqualTo("2"));
        assertThat(firms.deleteById("f").block(LIMIT)).isTrue();
        assertThat(invoices.findAll().map(Invoice::id).collectList().block(LIMIT))
                .containsExactly("2");
        invoices.deleteById("2").block(LIMIT);
        assertThat(courts.deleteById("c").block(LIMIT)).isTrue();
    }

    @Test
    void referencesFollowARename() {
        cress.repository(Firms.class).save(new Firm("f")).block(LIMIT);
        products.save(new Product(1)).block(LIMIT);
        invoices.save(new Invoice(
                        "1",
                        List.of(line(1L), line(2L), line(1L)),
                        new Head(new Issuer(Ref.to("f"), Map.of("f", "f")), null)))
                .block(LIMIT);
        products.rename(1L, 7L).block(LIMIT);
        cress.repository(Firms.class).rename("f", "g").block(LIMIT);
        assertThat(invoices.findById("1").block(LIMIT))
                .isEqualTo(new Invoice(
                        "1",
                        List.of(line(7L), line(2L), line(7L)),
                        new Head(new Issuer(Ref.to("g"), Map.of("f", "f")), null)));
        products.deleteById(7L).block(LIMIT);
        assertThat(invoices.findById("1").block(LIMIT).lines()).containsExactly(line(null), line(2L), line(null));
    }

    @RedisEntity("owner")
    @ReferencedBy(type = Deed.class, property = "parts.owner", onDelete = OnDelete.NULLIFY)
    record Owner(@Id String id) {}

    record Part(Ref<Owner> owner) {

        Part {
            Objects.requireNonNull(owner);
        }
    }

    @RedisEntity("deed")
    record Deed(@Id String id, @Indexed(paths = "owner") List<Part> parts) {}

    interface Owners extends ReactiveRepository<Owner, String> {}

    interface Deeds extends ReactiveRepository<Deed, String> {}

    @Test
    void whatCannotBeNullIsToldAndKept() {
        Owners owners = cress.repository(Owners.class);
        Deeds deeds = cress.repository(Deeds.class);
        owners.save(new Owner("o")).block(LIMIT);
        Deed deed = deeds.save(new Deed("d", List.of(new Part(Ref.to("o"))))).block(LIMIT);
        assertThatThrownBy(() -> owners.deleteById("o").block(LIMIT))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("parts.owner cannot be null");
        assertThat(deeds.findById("d").block(LIMIT)).isEqualTo(deed);

        deeds.deleteById("d").block(LIMIT);
        assertThat(owners.deleteById("o").block(LIMIT)).as("finished now").isFalse();
        assertThat(owners.insert(new Owner("o")).block(LIMIT)).isEqualTo(new Owner("o"));
    }

    @RedisEntity("wrong")
    @ReferencedBy(type = Invoice.class, property = "lines.none", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = Invoice.class, property = "lines.price", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = Invoice.class, property = "lines.product", onDelete = OnDelete.CASCADE)
    record Wrong(@Id String id) {}

    @RedisEntity("group")
    @ReferencedBy(type = Bare.class, property = "lines.labels", onDelete = OnDelete.CASCADE)
    record Group(@Id String id) {}

    record BareLine(Set<Ref<Group>> labels) {}

    @RedisEntity("bare")
    record Bare(@Id String id, List<BareLine> lines) {}

    interface Wrongs extends ReactiveRepository<Wrong, String> {}

    interface Groups extends ReactiveRepository<Group, String> {}

    @Test
    void refusesPathsThatLeadToNoIndexedReference() {
        assertThatThrownBy(() -> cress.repository(Wrongs.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        refused -> assertThat(refused.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p).contains("invoice.lines.none leads nowhere"),
                                        p -> assertThat(p).contains("invoice.lines.price is no Ref<Wrong>"),
                                        p -> assertThat(p).contains("invoice.lines.product is no Ref<Wrong>")));
        assertThatThrownBy(() -> cress.repository(Groups.class))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("annotate lines with @Indexed(paths = \"labels\")");
    }
}

package dev.cress.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.IndexForm;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLayoutTests {

    @RedisEntity("shop")
    record Shop(
            @Id String id,
            @Indexed String name,
            @Unique(scope = Unique.Scope.PARTITION) String code,
            @GeoIndexed GeoPoint place) {}

    private static KeyLayout layout(int partitions) {
        return new KeyLayout(
                "acme.eu",
                "shop",
                new Partitioning(partitions),
                EntityModel.of(Shop.class).indexes().all());
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    @Test
    void writesTheDocumentedKeys() {
        String tag = SlotTags.of(0);
        PartitionKeys keys = layout(1).partition(0);

        assertThat(keys.all("id:{1}".getBytes(StandardCharsets.UTF_8)).stream().map(KeyLayoutTests::text))
                .containsExactly(
                        "acme.eu:{" + tag + "}:shop:e:id:{1}",
                        "acme.eu:{" + tag + "}:shop:m",
                        "acme.eu:{" + tag + "}:shop:v",
                        "acme.eu:{" + tag + "}:shop:p",
                        "acme.eu:{" + tag + "}:shop:i:name",
                        "acme.eu:{" + tag + "}:shop:u:code",
                        "acme.eu:{" + tag + "}:shop:g:place");
        assertThat(text(keys.index(IndexForm.ORDERED, "name"))).isEqualTo("acme.eu:{" + tag + "}:shop:i:name");
        assertThat(text(KeyLayout.layoutRecord("acme.eu", "shop"))).isEqualTo("acme.eu:{" + tag + "}:shop:layout");
        assertThat(text(keys.claims("code"))).isEqualTo("acme.eu:{" + tag + "}:shop:c:code");
        assertThat(text(keys.permit("a.1"))).isEqualTo("acme.eu:{" + tag + "}:shop:t:a.1");
        assertThat(text(keys.outbox())).isEqualTo("acme.eu:{" + tag + "}:shop:o");
        assertThat(keys.doorbell()).isEqualTo("acme.eu:{" + tag + "}:shop:bell");
        assertThat(KeyLayout.firstDoorbell("acme.eu", "shop")).isEqualTo(keys.doorbell());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64})
    void allKeysOfAPartitionShareItsSlotWhateverTheId(int partitions) {
        KeyLayout layout = layout(partitions);
        for (String id : List.of("1", "{", "}", "{}", "{other}", "}{x}", "\0", ":")) {
            for (int p = 0; p < partitions; p++) {
                Set<Integer> slots = layout.partition(p).all(id.getBytes(StandardCharsets.UTF_8)).stream()
                        .map(SlotHash::getSlot)
                        .collect(Collectors.toSet());
                assertThat(slots).containsExactly(Partitioning.slot(p));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a{b", "a}b", "ä", "a\n", "a*"})
    void refusesNamespacesThatCouldReachOtherKeys(String namespace) {
        assertThatThrownBy(() -> KeyLayout.requireNamespace(namespace)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyLayout.layoutRecord(namespace, "shop"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNamespacesOfUpTo64Characters() {
        assertThat(KeyLayout.requireNamespace("A-z_0.9")).isEqualTo("A-z_0.9");
        assertThat(KeyLayout.requireNamespace("x".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> KeyLayout.requireNamespace("x".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsChannelsApartFromModels() {
        assertThat(KeyLayout.channel("shop", "orders")).isEqualTo("shop::orders");
        assertThat(KeyLayout.channel("shop", "a:{b}\u0000")).isEqualTo("shop::a:{b}\u0000");
        for (String name : List.of("", "x".repeat(513), "\u00e9".repeat(257))) {
            assertThatThrownBy(() -> KeyLayout.channel("shop", name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> KeyLayout.channel("sh:op", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placesWhatGroupsKeepBesideTheirPartition() {
        KeyLayout layout = new KeyLayout("shop", "order", new Partitioning(2), List.of());
        String prefix = "shop:{" + SlotTags.of(Partitioning.slot(1)) + "}:order:";

        assertThat(new String(layout.partition(1).lease("billing"), StandardCharsets.UTF_8))
                .isEqualTo(prefix + "l:billing");
        assertThat(new String(layout.partition(1).deadLetters("billing"), StandardCharsets.UTF_8))
                .isEqualTo(prefix + "d:billing");
        assertThat(new String(layout.partition(1).members("billing"), StandardCharsets.UTF_8))
                .isEqualTo(prefix + "j:billing");
        for (String group : List.of("", "a b", "a:b", "{x}", "x".repeat(49))) {
            assertThatThrownBy(() -> KeyLayout.requireGroup(group)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

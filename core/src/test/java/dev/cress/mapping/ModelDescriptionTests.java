package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Version;
import dev.cress.mapping.ModelDescription.AttachmentDescription;
import dev.cress.mapping.ModelDescription.CompositeDescription;
import dev.cress.mapping.ModelDescription.ReferrerDescription;
import dev.cress.reference.Ref;
import dev.cress.script.entity.IndexForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelDescriptionTests {

    record Room(int seats) {}

    @RedisEntity("house")
    @CompositeIndex({"street", "number"})
    @ReferencedBy(type = Parcel.class, property = "to", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = House.class, property = "next", onDelete = OnDelete.NULLIFY)
    @CappedList(name = "visits", type = String.class, max = 9)
    @ByteStream(name = "plan", max = 100)
    record House(
            @Id long key,
            @StoredName("s") String street,
            @Indexed int number,
            @Indexed(paths = "seats") List<Room> rooms,
            @Indexed @Nullable Ref<House> next,
            @Version long version) {}

    @RedisEntity("parcel")
    record Parcel(@Id String id, @Indexed Ref<House> to) {}

    @Test
    void tellsAllThatATypeDeclares() {
        ModelDescription house = EntityModel.of(House.class).describe();
        assertThat(house.id()).isEqualTo("key");
        assertThat(house.idType()).isEqualTo(Long.class);
        assertThat(house.versioned()).isTrue();
        assertThat(house.properties())
                .extracting(one -> one.name() + " " + one.storedName() + " " + one.comparable() + " " + one.indexes())
                .containsExactly(
                        "street s true []",
                        "number number true [ORDERED]",
                        "rooms rooms false [ORDERED]",
                        "next next true [ORDERED]");
        assertThat(house.composites())
                .containsExactly(new CompositeDescription(IndexForm.ORDERED, List.of("street", "number")));
        assertThat(house.paths()).containsExactly("rooms.seats");
        assertThat(house.attachments())
                .containsExactly(
                        new AttachmentDescription(Attachment.Kind.LIST, "visits", String.class, 9),
                        new AttachmentDescription(Attachment.Kind.BYTES, "plan", byte[].class, 100));
        assertThat(house.referrers())
                .containsExactly(
                        new ReferrerDescription(Parcel.class, "to", OnDelete.RESTRICT),
                        new ReferrerDescription(House.class, "next", OnDelete.NULLIFY));
        assertThat(EntityModel.of(Parcel.class).describe().referrers()).isEmpty();
    }
}

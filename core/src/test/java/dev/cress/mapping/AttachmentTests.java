package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.MappingException;
import org.junit.jupiter.api.Test;

/** Lists and bytes beside properties, as a type declares them. */
class AttachmentTests {

    record View(String who, long at) {}

    @RedisEntity("post")
    @Expires(after = "PT1H")
    @CappedList(name = "views", type = View.class, max = 100)
    @CappedList(name = "x", type = long.class, max = 1_000_000)
    @ByteStream(name = "body")
    record Post(@Id String id, @Indexed String title) {}

    interface Shape {}

    @RedisEntity
    @CappedList(name = "a:b", type = String.class, max = 1)
    @CappedList(name = "few", type = String.class, max = 0)
    @CappedList(name = "many", type = String.class, max = 1_000_001)
    @CappedList(name = "shapes", type = Shape.class, max = 1)
    @ByteStream(name = "few", max = 536_870_913)
    @ByteStream(name = "")
    record Wrong(@Id String id) {}

    @Test
    void areKnownBesideIndexes() {
        EntityModel<Post> model = EntityModel.of(Post.class);
        assertThat(model.indexes().signature(1)).isEqualTo(":body=bytes,:views=list,:x=expiry,:x=list,title=text");
        assertThat(model.attachments())
                .extracting(one -> one.kind() + " " + one.name() + " " + one.max())
                .containsExactly("LIST views 100", "LIST x 1000000", "BYTES body 16777216");
        assertThat(model.describe().attachments())
                .contains(new ModelDescription.AttachmentDescription(Attachment.Kind.LIST, "views", View.class, 100));
        assertThat(model.properties()).extracting(Property::name).containsExactly("title");
        assertThat(model.attachments()
                        .get(0)
                        .codec()
                        .decode(model.attachments().get(0).codec().encode(new View("ada", 1L << 60))))
                .isEqualTo(new View("ada", 1L << 60));
    }

    @Test
    void saysAllThatIsWrong() {
        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        wrong -> assertThat(wrong.problems())
                                .hasSize(7)
                                .anyMatch(problem -> problem.startsWith("@CappedList(a:b): its name is to match"))
                                .contains(
                                        "@CappedList(few): max is from 1 to 1000000, not 0",
                                        "@CappedList(many): max is from 1 to 1000000, not 1000001",
                                        "@ByteStream(few): another list or stream of bytes has this name",
                                        "@ByteStream(few): max is from 1 to 536870912, not 536870913")
                                .anyMatch(problem -> problem.startsWith("@CappedList(shapes) cannot be stored: "))
                                .anyMatch(problem -> problem.startsWith("@ByteStream(): its name is to match")));
    }
}

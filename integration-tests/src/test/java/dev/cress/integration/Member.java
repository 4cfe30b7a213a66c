package dev.cress.integration;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.repository.Maintenance;
import dev.cress.repository.ReactiveRepository;

/** Somebody whose mail address is theirs alone, whatever the partition, and so is the nick within a team. */
@RedisEntity(value = "member", partitions = 16)
@Unique({"team", "nick"})
record Member(@Id String id, @Unique String mail, @Indexed String team, String nick) {

    interface Members extends ReactiveRepository<Member, String>, Maintenance<Member> {}

    static Member of(String id, String mail) {
        return new Member(id, mail, null, null);
    }

    /** As the checker is told of it. */
    static ModelSchema schema() {
        return ModelSchema.of(
                        "member",
                        16,
                        PropertySchema.unique("mail", StoredType.STRING),
                        PropertySchema.indexed("team", StoredType.STRING),
                        PropertySchema.plain("nick", StoredType.STRING))
                .withTuple(true, "team", "nick")
                .withWide("mail", "team+nick");
    }
}

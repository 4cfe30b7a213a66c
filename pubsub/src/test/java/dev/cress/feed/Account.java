package dev.cress.feed;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import org.jspecify.annotations.Nullable;

@RedisEntity("account")
record Account(
        @Id String id,
        @Indexed @Nullable String owner,
        @Indexed long balance,
        String note,
        @Version long version) {

    static Account of(String id, long balance) {
        return new Account(id, "ada", balance, "", 0);
    }

    Account withBalance(long value) {
        return new Account(id, owner, value, note, version);
    }

    Account withOwner(@Nullable String value) {
        return new Account(id, value, balance, note, version);
    }

    Account withNote(String value) {
        return new Account(id, owner, balance, value, version);
    }
}

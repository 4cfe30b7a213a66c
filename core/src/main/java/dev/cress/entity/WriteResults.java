package dev.cress.entity;

import dev.cress.error.LayoutMismatchException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.PatchReply;
import dev.cress.script.entity.SaveReply;
import dev.cress.write.WriteResult;
import org.jspecify.annotations.Nullable;

/** From the replies of scripts to what came of a write of one entity. */
record WriteResults<T>(EntityModel<T> model, String id, long expected) {

    WriteResult<T> saved(SaveReply reply, T entity) {
        if (reply instanceof SaveReply.Created created) {
            return new WriteResult.Created<>(model.withVersion(entity, created.version()), created.version());
        }
        if (reply instanceof SaveReply.Updated updated) {
            return new WriteResult.Updated<>(model.withVersion(entity, updated.version()), updated.version());
        }
        if (reply instanceof SaveReply.Unchanged unchanged) {
            return new WriteResult.Unchanged<>(model.withVersion(entity, unchanged.version()), unchanged.version());
        }
        return refused(reply);
    }

    private WriteResult<T> refused(SaveReply reply) {
        if (reply instanceof SaveReply.Exists exists) {
            return new WriteResult.Exists<>(model.name(), id, exists.version());
        }
        if (reply instanceof SaveReply.VersionConflict conflict) {
            return new WriteResult.VersionConflict<>(model.name(), id, expected, conflict.actual());
        }
        if (reply instanceof SaveReply.UniqueConflict conflict) {
            return uniqueConflict(conflict.key(), conflict.holder());
        }
        if (reply instanceof SaveReply.EpochChanged changed) {
            throw epochChanged(model.name(), changed.actual());
        }
        if (reply instanceof SaveReply.Corrupt corrupt) {
            throw corrupt(corrupt.key(), corrupt.detail());
        }
        if (reply instanceof SaveReply.Orphaned) {
            throw corrupt(model.name() + " " + id, "has index entries that are left of an earlier life");
        }
        if (reply instanceof SaveReply.Arriving) {
            throw arriving(model.name(), id);
        }
        if (reply instanceof SaveReply.Unread) {
            throw unread(model.name(), id);
        }
        return new WriteResult.Missing<>(model.name(), id);
    }

    static <T> WriteResult<T> patched(PatchReply.Done done, @Nullable T entity) {
        return switch (done.outcome()) {
            case CREATED -> new WriteResult.Created<>(entity, done.version());
            case UPDATED -> new WriteResult.Updated<>(entity, done.version());
            case UNCHANGED -> new WriteResult.Unchanged<>(entity, done.version());
        };
    }

    WriteResult<T> refused(PatchReply reply) {
        if (reply instanceof PatchReply.VersionConflict conflict) {
            return new WriteResult.VersionConflict<>(model.name(), id, expected, conflict.actual());
        }
        if (reply instanceof PatchReply.ConditionNotMet condition) {
            return new WriteResult.ConditionNotMet<>(
                    model.name(), id, property(condition.property()), condition.version());
        }
        if (reply instanceof PatchReply.ValueRefused refused) {
            return new WriteResult.ValueRefused<>(model.name(), id, property(refused.property()), refused.reason());
        }
        if (reply instanceof PatchReply.UniqueConflict conflict) {
            return uniqueConflict(conflict.key(), conflict.holder());
        }
        if (reply instanceof PatchReply.EpochChanged changed) {
            throw epochChanged(model.name(), changed.actual());
        }
        if (reply instanceof PatchReply.Corrupt corrupt) {
            throw corrupt(corrupt.key(), corrupt.detail());
        }
        if (reply instanceof PatchReply.Arriving) {
            throw arriving(model.name(), id);
        }
        return new WriteResult.Missing<>(model.name(), id);
    }

    WriteResult<T> uniqueConflict(String key, String holder) {
        String index = key.substring(key.lastIndexOf(':') + 1);
        return new WriteResult.UniqueConflict<>(
                model.name(), id, model.indexes().javaName(index), holder);
    }

    private String property(int ordinal) {
        return model.properties().get(ordinal).name();
    }

    WriteResult<T> deleted(DeleteReply reply) {
        if (reply instanceof DeleteReply.Deleted deleted) {
            return new WriteResult.Removed<>(deleted.version(), deleted.attachments());
        }
        if (reply instanceof DeleteReply.VersionConflict conflict) {
            return new WriteResult.VersionConflict<>(model.name(), id, expected, conflict.actual());
        }
        if (reply instanceof DeleteReply.EpochChanged changed) {
            throw epochChanged(model.name(), changed.actual());
        }
        if (reply instanceof DeleteReply.Corrupt corrupt) {
            throw corrupt(corrupt.key(), corrupt.detail());
        }
        if (reply instanceof DeleteReply.Arriving) {
            throw arriving(model.name(), id);
        }
        return new WriteResult.Missing<>(model.name(), id);
    }

    static RedisDataException epochChanged(String model, long actual) {
        return new LayoutMismatchException("the layout of model " + model + " has changed to epoch " + actual
                + " since this program read it; start it again");
    }

    static RedisDataException corrupt(String key, String detail) {
        return new StoredDataException(key + " " + detail + "; nothing was written", null);
    }

    static RedisDataException arriving(String model, String id) {
        return new RedisTimeoutException(
                "renames from other partitions came in the way of " + model + " " + id
                        + " again and again; nothing was written",
                null);
    }

    private static RedisDataException unread(String model, String id) {
        return new RedisTimeoutException(
                model + " " + id
                        + " was changed again and again while it was read before the save; nothing was written",
                null);
    }

    static long orZero(@Nullable Long version) {
        return version == null ? 0 : version;
    }
}

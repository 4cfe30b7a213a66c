package dev.cress.write;

import dev.cress.error.RedisDataException;
import java.util.List;

/** What came of a unit of work. Everything else, a lost reply, a server that cannot be reached, is an error. */
public sealed interface UnitResult {

    /**
     * Demands success.
     *
     * @return this, if all writes are done
     * @throws RedisDataException what the refusal is as an error, that of the write that was refused alone; {@link dev.cress.error.NotReplicatedException} if too few replicas have the unit
     */
    Done orThrow();

    /**
     * All writes are done.
     *
     * @param writes what came of each, in their order: {@link WriteResult.Written}, {@link WriteResult.Removed}, or {@link WriteResult.NotReplicated} with one of these
     */
    record Done(List<WriteResult<?>> writes) implements UnitResult {

        /** Copies the list. */
        public Done {
            writes = List.copyOf(writes);
        }

        /**
         * An entity as it is stored now.
         *
         * @param write position of its write, from 0
         * @param type its type
         * @param <T> its type
         * @return the entity as the write gives it
         * @throws RedisDataException if too few replicas have it
         * @throws IllegalStateException if the write gives no entity
         */
        public <T> T entity(int write, Class<T> type) {
            return type.cast(writes.get(write).entity());
        }

        @Override
        public Done orThrow() {
            writes.forEach(WriteResult::orThrow);
            return this;
        }
    }

    /**
     * Nothing was written.
     *
     * @param write position of the write that was refused, from 0
     * @param reason why
     */
    record Refused(int write, WriteResult.Refused<?> reason) implements UnitResult {
        @Override
        public Done orThrow() {
            throw reason.failure();
        }
    }
}

package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.ConditionNotMetException;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import java.util.List;
import java.util.Map;

/**
 * One operation on one id, as its client saw it.
 *
 * @param mark what it writes; what it found, for a read; what it made, for an increment that is done; 0 for nothing
 * @param added what an increment adds to the mark, less than {@link #UNIT}; else 0
 * @param expected version that must be stored for it; 0 for none, {@link #ANY}, {@link #NEVER}; of a conditional patch the mark that must be stored
 * @param version that it gave, that it found, or that refused it
 * @param begun before anything was sent
 * @param ended after the outcome was known
 */
record Operation(
        Kind kind,
        String id,
        long mark,
        long added,
        long expected,
        Outcome outcome,
        long version,
        long begun,
        long ended) {

    static final long ANY = -1;

    /** Marks that are written are multiples of it, so that the others are of increments. */
    static final long UNIT = 1_000_000_000;

    /** A version that no entity ever has. */
    static final long NEVER = 1;

    private static final Map<Class<?>, Outcome> REFUSALS = Map.of(
            EntityExistsException.class, Outcome.PRESENT,
            EntityNotFoundException.class, Outcome.ABSENT,
            UniqueConflictException.class, Outcome.TAKEN,
            ConditionNotMetException.class, Outcome.UNMET,
            RedisUnavailableException.class, Outcome.NOT_RUN,
            OverloadedException.class, Outcome.NOT_RUN);

    enum Kind {
        SAVE,
        INSERT,
        UPDATE,
        INCREMENT,
        /** Sets a mark, in a version or in any. */
        PATCH,
        /** Sets a mark where another one is. */
        CONDITIONAL,
        /** Sets a mark, of what is there or not. */
        MERGE,
        DELETE,
        READ;

        /** Whether it writes a mark of its own. */
        boolean writes() {
            return this != INCREMENT && this != DELETE && this != READ;
        }

        boolean needsMemory() {
            return writes() || this == INCREMENT;
        }
    }

    enum Outcome {
        /** It took effect; of a read: it was answered. */
        DONE,
        /** Refused: the id is stored. */
        PRESENT,
        /** Refused, or nothing to delete: the id is not stored. */
        ABSENT,
        /** Refused: another version is stored. */
        CONFLICT,
        /** Refused: another mark is stored. */
        UNMET,
        /** Refused: another id has the unique value. */
        TAKEN,
        /** Nobody knows. */
        UNKNOWN,
        /** Never run, says the client. */
        NOT_RUN
    }

    /** An operation that is not over yet. */
    static Operation begin(Kind kind, String id, long mark, long expected) {
        return new Operation(kind, id, mark, 0, expected, Outcome.UNKNOWN, 0, System.nanoTime(), Long.MAX_VALUE);
    }

    Operation end(Outcome how, long foundVersion) {
        return new Operation(kind, id, mark, added, expected, how, foundVersion, begun, System.nanoTime());
    }

    /** The end of an operation that failed; an error of the test when no promise allows this failure. */
    Operation failed(Throwable failure) {
        if (failure instanceof OutcomeUnknownException && kind != Kind.READ) {
            return this;
        }
        if (failure instanceof VersionConflictException conflict) {
            return end(Outcome.CONFLICT, conflict.actual());
        }
        boolean late = kind == Kind.READ && failure instanceof RedisTimeoutException;
        Outcome refusal = late ? Outcome.NOT_RUN : REFUSALS.get(failure.getClass());
        if (refusal == null) {
            throw new AssertionError(this + " ended in " + failure, failure);
        }
        return end(refusal, 0);
    }

    /** An increment that is not over yet. */
    static Operation beginIncrement(String id, long added) {
        return new Operation(Kind.INCREMENT, id, 0, added, ANY, Outcome.UNKNOWN, 0, System.nanoTime(), Long.MAX_VALUE);
    }

    /** The end of a read or increment: nothing found has mark and version 0. */
    Operation found(long foundMark, long foundVersion) {
        return new Operation(
                kind, id, foundMark, added, expected, Outcome.DONE, foundVersion, begun, System.nanoTime());
    }

    /** Whether it may have taken effect, or not, at any time since it began. */
    boolean open() {
        return outcome == Outcome.UNKNOWN;
    }

    /**
     * What is known of an operation that was sent twice under one name, of which this came the first time. The second answer is the outcome of the first sending, where that was
     * lost; but what is said not to have run the second time may have run the first time.
     */
    Operation orRepeated(Operation second) {
        if (open()) {
            return second.outcome == Outcome.NOT_RUN ? this : second;
        }
        if (outcome == Outcome.NOT_RUN) {
            return second;
        }
        if (!second.open() && second.outcome != Outcome.NOT_RUN) {
            assertThat(List.of(second.outcome, second.version))
                    .as("the second outcome of %s", this)
                    .isEqualTo(List.of(outcome, version));
        }
        return this;
    }

    @Override
    public String toString() {
        List<String> words = List.of(
                kind.toString(),
                mark == 0 ? "" : "mark " + mark,
                added == 0 ? "" : "added " + added,
                expected == ANY ? "" : "over " + expected,
                "-> " + outcome,
                version == 0 ? "" : "version " + version,
                "[" + begun + ", " + (open() ? "" : ended) + "]");
        return String.join(" ", words.stream().filter(word -> !word.isEmpty()).toList());
    }
}

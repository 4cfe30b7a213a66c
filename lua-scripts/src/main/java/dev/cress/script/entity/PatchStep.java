package dev.cress.script.entity;

import dev.cress.script.entry.EntryType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One part of a patch: a condition on what is stored, or a change of one property.
 *
 * @param property position of the property among all properties
 * @param operation what the script is to do: {@code ?} and a comparison, or an operation
 * @param operand text or entry
 * @param detail what belongs to the operation
 */
public record PatchStep(int property, String operation, byte[] operand, byte[] detail) {

    private static final byte[] NONE = {};

    /** How an increment adds, and what its sum must fit into. */
    public enum NumberKind {
        /** Decimal numbers and integers of any size. */
        DECIMAL("n"),
        /** 64 bits. */
        LONG("l"),
        /** 32 bits. */
        INT("i"),
        /** 16 bits. */
        SHORT("h"),
        /** 8 bits. */
        BYTE("b"),
        /** IEEE 754, 64 bits. */
        DOUBLE("d"),
        /** IEEE 754, 32 bits. */
        FLOAT("f");

        private final String operation;

        NumberKind(String operation) {
            this.operation = operation;
        }
    }

    /** How a stored value is to compare with an operand. */
    public enum Comparison {
        /** Equal. */
        EQUAL("?="),
        /** Not equal. */
        DIFFERENT("?!"),
        /** Less. */
        BELOW("?<"),
        /** Less or equal. */
        AT_MOST("?["),
        /** Greater or equal. */
        AT_LEAST("?]"),
        /** Greater. */
        ABOVE("?>");

        private final String operation;

        Comparison(String operation) {
            this.operation = operation;
        }
    }

    /**
     * Sets a property.
     *
     * @param property its position
     * @param text its new text, null for a null
     * @return the step
     */
    public static PatchStep set(int property, byte @Nullable [] text) {
        return text == null ? new PatchStep(property, "u", NONE, NONE) : new PatchStep(property, "s", text, NONE);
    }

    /**
     * Sets a property if the patch creates the entity.
     *
     * @param property its position
     * @param text its text
     * @return the step
     */
    public static PatchStep setWhenCreating(int property, byte[] text) {
        return new PatchStep(property, "c", text, NONE);
    }

    /**
     * Adds to a number.
     *
     * @param property its position
     * @param number what kind of number it is
     * @param delta what to add
     * @param base what stands for a null
     * @return the step
     */
    public static PatchStep increment(int property, NumberKind number, byte[] delta, byte[] base) {
        return new PatchStep(property, number.operation, delta, base);
    }

    /**
     * Appends to a JSON array.
     *
     * @param property its position
     * @param elements JSON of the elements, joined by commas
     * @param count their number
     * @param most how many elements there may be, 0 for any number
     * @return the step
     */
    public static PatchStep append(int property, byte[] elements, int count, int most) {
        return new PatchStep(property, "a", elements, (count + "," + most).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Adds to a JSON array what it does not have.
     *
     * @param property its position
     * @param elements JSON of the elements, joined by commas
     * @param sorted whether its elements stand in the order of their texts; otherwise new ones come last
     * @param most how many elements there may be, 0 for any number
     * @return the step
     */
    public static PatchStep add(int property, byte[] elements, boolean sorted, int most) {
        String detail = most + (sorted ? ",text" : ",end");
        return new PatchStep(property, "m", elements, detail.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Removes elements from a JSON array, each as often as it is there.
     *
     * @param property its position
     * @param elements JSON of the elements, joined by commas
     * @return the step
     */
    public static PatchStep remove(int property, byte[] elements) {
        return new PatchStep(property, "r", elements, NONE);
    }

    /**
     * Demands a null, or none.
     *
     * @param property its position
     * @param wanted whether it is to be null
     * @return the step
     */
    public static PatchStep requireNull(int property, boolean wanted) {
        return new PatchStep(property, wanted ? "?0" : "?1", NONE, NONE);
    }

    /**
     * Demands how a stored value compares.
     *
     * @param property its position
     * @param comparison how
     * @param operand a text
     * @param type compares entries of this type, null to compare texts for equality
     * @return the step
     * @throws IllegalArgumentException when the text is not of this type
     */
    public static PatchStep require(int property, Comparison comparison, byte[] operand, @Nullable EntryType type) {
        return type == null
                ? new PatchStep(property, comparison.operation, operand, NONE)
                : new PatchStep(property, comparison.operation, type.encode(operand), new byte[] {(byte) type.code()});
    }

    /** The same with the entry of its text, where it sets one and all indexes of the property have entries of this type. */
    PatchStep withEntry(@Nullable EntryType type) {
        boolean sets = operation.equals("s") || operation.equals("c");
        return sets && type != null ? new PatchStep(property, operation, operand, type.encode(operand)) : this;
    }

    /** {@return whether it changes the property, rather than demanding something of it} */
    public boolean changes() {
        return operation.charAt(0) != '?';
    }

    /** {@return whether to run it twice is not the same as to run it once} */
    public boolean accumulates() {
        return "nlihbdfa".contains(operation);
    }
}

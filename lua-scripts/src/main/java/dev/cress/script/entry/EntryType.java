package dev.cress.script.entry;

/** How the stored text of a property becomes an index entry. Its code travels to the scripts; both are part of the stored layout. */
public enum EntryType {
    /** Code points, in order. */
    TEXT('t') {
        @Override
        public byte[] encode(byte[] text) {
            return TextEntries.encode(text);
        }

        @Override
        public void check(byte[] text) {
            TextEntries.check(text);
        }
    },
    /** Code points without regard to case, in the order of the lower ones. */
    FOLDED('f') {
        @Override
        public byte[] encode(byte[] text) {
            return TextEntries.encode(FoldedTexts.fold(text));
        }
    },
    /** Exact decimal numbers of any size. */
    DECIMAL('n') {
        @Override
        public byte[] encode(byte[] text) {
            return DecimalEntries.encode(text);
        }
    },
    /** Numbers that a double holds exactly. */
    DOUBLE('d') {
        @Override
        public byte[] encode(byte[] text) {
            return DoubleEntries.encode(text);
        }
    },
    /** ISO-8601 dates. */
    DATE('a') {
        @Override
        public byte[] encode(byte[] text) {
            return TemporalEntries.encodeDate(text);
        }
    },
    /** ISO-8601 dates with a time, without a zone. */
    DATETIME('l') {
        @Override
        public byte[] encode(byte[] text) {
            return TemporalEntries.encodeDateTime(text);
        }
    },
    /** ISO-8601 dates with a time and an offset, in the order of the instants. */
    INSTANT('s') {
        @Override
        public byte[] encode(byte[] text) {
            return TemporalEntries.encodeInstant(text);
        }
    };

    private final char code;

    EntryType(char code) {
        this.code = code;
    }

    /** {@return the letter by which scripts know the type} */
    public char code() {
        return code;
    }

    /**
     * The entry of a stored text. Entries of one type sort by unsigned bytes as their values do, and none is a prefix of another.
     *
     * @param text canonical UTF-8 text, as the layout has it
     * @return the entry
     * @throws IllegalArgumentException when the text is not of this type, or beyond what an index can hold; the value is not in the message
     */
    public abstract byte[] encode(byte[] text);

    /**
     * Whether there is an entry of a stored text.
     *
     * @param text canonical UTF-8 text, as the layout has it
     * @throws IllegalArgumentException where {@link #encode} has one
     */
    public void check(byte[] text) {
        encode(text);
    }
}

package dev.cress.query;

import org.jspecify.annotations.Nullable;

/**
 * A place in the results of a query, as text that can travel: URL-safe, opaque, valid across restarts, partitions and concurrent writes, since it holds sort values and
 * an id, not a position. Whoever has it can read these values; and forge them, unless {@link dev.cress.CressOptions.Builder#cursorKey cursors are signed}, which gives no access to anything that the query does not.
 */
public final class Cursor {

    private final String text;

    private Cursor(String text) {
        this.text = text;
    }

    /**
     * Takes a cursor back.
     *
     * @param text what {@link #toString} gave
     * @return the cursor; whether it fits a query shows when it is used
     * @throws InvalidCursorException when it is not one
     */
    public static Cursor parse(String text) {
        CursorCodec.requireCursor(text);
        return new Cursor(text);
    }

    static Cursor of(String text) {
        return new Cursor(text);
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor && cursor.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}

package dev.cress.script.entry;

/** Finds where the entry of a member ends; the first byte of each of its parts tells the type. */
final class EntryScanner {

    private EntryScanner() {}

    /** Of several entries one after the other: up to the id's mark, with which none begins. */
    static int length(byte[] bytes) {
        int end = end(bytes, 0);
        while (end < bytes.length && bytes[end] != Entries.ID_MARK) {
            end = end(bytes, end);
        }
        return end;
    }

    private static int end(byte[] bytes, int start) {
        if (start == bytes.length) {
            throw new IllegalArgumentException("an entry is never empty");
        }
        return switch (bytes[start]) {
            case 0x01, '=' -> start + 1;
            case 0x03 -> afterText(bytes, start + 1);
            case 0x04 -> start + 9;
            case '>' -> afterNumber(bytes, start, (byte) 0);
            case '<' -> afterNumber(bytes, start, (byte) '~');
            default -> throw new IllegalArgumentException("unknown entry type " + bytes[start]);
        };
    }

    /** A date's entry is a number's; an instant's goes on with the digits of the time, where an id's mark would stand after a number. */
    private static int afterNumber(byte[] bytes, int start, byte terminator) {
        int end = after(bytes, start + 1, terminator);
        return end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9' ? after(bytes, end, (byte) 0) : end;
    }

    private static int after(byte[] bytes, int from, byte terminator) {
        int at = from;
        while (at < bytes.length && bytes[at] != terminator) {
            at++;
        }
        return at + 1;
    }

    private static int afterText(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && !(bytes[at] == 0 && (at + 1 == bytes.length || bytes[at + 1] != (byte) 0xFF))) {
            at += bytes[at] == 0 ? 2 : 1;
        }
        return at + 1;
    }
}

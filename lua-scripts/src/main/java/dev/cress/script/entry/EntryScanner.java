package dev.cress.script.entry;

/** Finds where an entry ends; the first byte tells its type. */
final class EntryScanner {

    private EntryScanner() {}

    static int length(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("an entry is never empty");
        }
        return switch (bytes[0]) {
            case 0x01, '=' -> 1;
            case 0x03 -> afterText(bytes);
            case 0x04 -> 9;
            case '>' -> afterNumber(bytes, (byte) 0);
            case '<' -> afterNumber(bytes, (byte) '~');
            default -> throw new IllegalArgumentException("unknown entry type " + bytes[0]);
        };
    }

    /** A date's entry is a number's; an instant's goes on with the digits of the time, where an id's mark would stand after a number. */
    private static int afterNumber(byte[] bytes, byte terminator) {
        int end = after(bytes, 1, terminator);
        return end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9' ? after(bytes, end, (byte) 0) : end;
    }

    private static int after(byte[] bytes, int from, byte terminator) {
        int at = from;
        while (at < bytes.length && bytes[at] != terminator) {
            at++;
        }
        return at + 1;
    }

    private static int afterText(byte[] bytes) {
        int at = 1;
        while (at < bytes.length && !(bytes[at] == 0 && (at + 1 == bytes.length || bytes[at + 1] != (byte) 0xFF))) {
            at += bytes[at] == 0 ? 2 : 1;
        }
        return at + 1;
    }
}

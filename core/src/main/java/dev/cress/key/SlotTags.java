package dev.cress.key;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** For each hash slot the first text over 0-9a-z, shortest first, that falls into it: the hash tag by which a partition is placed. */
final class SlotTags {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String[] TAGS = find();

    private SlotTags() {}

    static String of(int slot) {
        return TAGS[slot];
    }

    private static String[] find() {
        String[] tags = new String[SlotHash.SLOT_COUNT];
        int missing = tags.length;
        for (int length = 1; missing > 0; length++) {
            int[] digits = new int[length];
            do {
                String tag = text(digits);
                int slot = SlotHash.getSlot(tag.getBytes(StandardCharsets.US_ASCII));
                if (tags[slot] == null) {
                    tags[slot] = tag;
                    missing--;
                }
            } while (missing > 0 && next(digits));
        }
        return tags;
    }

    private static String text(int[] digits) {
        StringBuilder text = new StringBuilder(digits.length);
        Arrays.stream(digits).mapToObj(ALPHABET::charAt).forEach(text::append);
        return text.toString();
    }

    private static boolean next(int[] digits) {
        for (int i = digits.length - 1; i >= 0; i--) {
            if (++digits[i] < ALPHABET.length()) {
                return true;
            }
            digits[i] = 0;
        }
        return false;
    }
}

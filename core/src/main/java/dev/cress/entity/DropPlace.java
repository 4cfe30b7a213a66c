package dev.cress.entity;

import dev.cress.write.DropProgress;
import java.util.Arrays;
import java.util.Base64;

/**
 * A place in the order of the bytes of ids up to which a removal is done, and what was done up to there.
 *
 * @param examined how many entities were looked at
 * @param changed how many of them were changed
 * @param id bytes of the last id, empty at the beginning
 */
record DropPlace(long examined, long changed, byte[] id) {

    static final DropPlace BEGINNING = new DropPlace(0, 0, new byte[0]);

    private static final String SEPARATOR = ".";

    DropProgress progress(long stored) {
        String place = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return new DropProgress(examined, changed, stored, examined + SEPARATOR + changed + SEPARATOR + place);
    }

    /** @throws IllegalArgumentException if the text is no token of a removal */
    static DropPlace of(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return new DropPlace(
                        Long.parseUnsignedLong(parts[0]),
                        Long.parseUnsignedLong(parts[1]),
                        Base64.getUrlDecoder().decode(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no token of a removal", e);
        }
        throw new IllegalArgumentException("no token of a removal");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropPlace place
                && examined == place.examined
                && changed == place.changed
                && Arrays.equals(id, place.id);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(id);
    }
}

package dev.cress.query;

import dev.cress.repository.SigningKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * What shows that a cursor is whole.
 *
 * @param form first byte of the cursor
 * @param length of the seal, in bytes
 * @param makers from the bytes of a cursor to their seal: the first one makes it, any of them is taken
 */
record CursorSeal(byte form, int length, List<UnaryOperator<byte[]>> makers) {

    /** Shows damage, but anyone can make it. */
    static final CursorSeal CHECKSUM = new CursorSeal((byte) 1, Integer.BYTES, List.of(CursorSeal::checksum));

    private static final byte SIGNED = 2;
    private static final int SIGNATURE_LENGTH = 16;

    static CursorSeal of(List<SigningKey> keys) {
        return keys.isEmpty()
                ? CHECKSUM
                : new CursorSeal(
                        SIGNED,
                        SIGNATURE_LENGTH,
                        keys.stream().map(CursorSeal::signature).toList());
    }

    static boolean isForm(byte form) {
        return form == CHECKSUM.form || form == SIGNED;
    }

    byte[] of(byte[] body) {
        return makers.get(0).apply(body);
    }

    boolean fits(byte[] seal, byte[] body) {
        return makers.stream().anyMatch(maker -> MessageDigest.isEqual(maker.apply(body), seal));
    }

    private static UnaryOperator<byte[]> signature(SigningKey key) {
        return body -> Arrays.copyOf(key.sign(body), SIGNATURE_LENGTH);
    }

    private static byte[] checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, body.length);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }
}

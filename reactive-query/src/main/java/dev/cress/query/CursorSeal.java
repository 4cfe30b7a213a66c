package dev.cress.query;

import dev.cress.repository.SigningKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a cursor is whole.
 *
 * @param form first byte of the cursor
 * @param length of the seal, in bytes
 * @param maker from the bytes of a cursor to their seal
 */
record CursorSeal(byte form, int length, UnaryOperator<byte[]> maker) {

    /** Shows damage, but anyone can make it. */
    static final CursorSeal CHECKSUM = new CursorSeal((byte) 1, Integer.BYTES, CursorSeal::checksum);

    private static final byte SIGNED = 2;
    private static final int SIGNATURE_LENGTH = 16;

    static CursorSeal of(@Nullable SigningKey key) {
        return key == null
                ? CHECKSUM
                : new CursorSeal(SIGNED, SIGNATURE_LENGTH, body -> Arrays.copyOf(key.sign(body), SIGNATURE_LENGTH));
    }

    static boolean isForm(byte form) {
        return form == CHECKSUM.form || form == SIGNED;
    }

    byte[] of(byte[] body) {
        return maker.apply(body);
    }

    private static byte[] checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, body.length);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }
}

package dev.cress.repository;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what travels through the hands of others and comes back. Safe for use by many threads. */
public final class SigningKey {

    /** Least number of bytes. */
    public static final int MIN_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * A key.
     *
     * @param secret random bytes, which are copied; the same in every program that reads what another one signed
     * @throws IllegalArgumentException when they are fewer than {@value #MIN_BYTES}
     */
    public SigningKey(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a signing key has at least " + MIN_BYTES + " bytes, not " + secret.length);
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
        sign(new byte[0]); // loads the provider, which no operation is to wait for
    }

    /**
     * Signs.
     *
     * @param message any bytes
     * @return their signature, 32 bytes
     */
    public byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "SigningKey";
    }
}

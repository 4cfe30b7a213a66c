package dev.cress.script.entity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Collects script arguments in their order. */
final class Arguments {

    static final byte[] EMPTY = {};

    private final List<byte[]> values;

    Arguments(int expected) {
        this.values = new ArrayList<>(expected);
    }

    Arguments add(byte[] value) {
        values.add(value);
        return this;
    }

    Arguments add(String value) {
        return add(value.getBytes(StandardCharsets.UTF_8));
    }

    Arguments add(long value) {
        return add(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    List<byte[]> toList() {
        return values;
    }
}

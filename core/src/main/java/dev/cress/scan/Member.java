package dev.cress.scan;

/**
 * A member of an index.
 *
 * @param partition where it is
 * @param bytes the member
 */
public record Member(int partition, byte[] bytes) {}

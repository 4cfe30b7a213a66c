package dev.cress.entity;

/**
 * An id and where it is.
 *
 * @param partition partition of the id
 * @param id bytes of the id
 */
public record Located(int partition, byte[] id) {}

package dev.cress.connection;

import java.util.List;

/**
 * An entry of a stream.
 *
 * @param time first part of its id
 * @param sequence second part of its id
 * @param fields names and values in turn
 */
public record StreamEntry(long time, long sequence, List<byte[]> fields) {}

package dev.cress.page;

import java.util.List;

/**
 * Some elements of a stream.
 *
 * @param items the elements; possibly none, although more may follow
 * @param last whether none follow
 * @param <T> type of the elements
 */
public record Batch<T>(List<T> items, boolean last) {}

package dev.cress.query.execute;

/** How many candidates to look at in one round trip: where few of them match, more; as soon as most do, no more than wanted. */
final class BatchSize {

    static final int LARGEST = 512;

    private static final int LEAST_WHERE_SPARSE = 16;

    private int looked;
    private int ahead;

    /** @param wanted how many rows are wanted now */
    int next(int wanted) {
        looked = Math.max(wanted, ahead);
        return looked;
    }

    void adapt(RowReader.Found found) {
        boolean sparse = found.rows().items().size() * 2 < found.candidates();
        ahead = sparse ? Math.min(LARGEST, Math.max(LEAST_WHERE_SPARSE, looked * 2)) : 0;
    }
}

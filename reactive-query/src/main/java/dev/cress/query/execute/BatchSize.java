package dev.cress.query.execute;

/** How many candidates to look at in one round trip: where few of them match, more; as soon as most do, no more than wanted. */
final class BatchSize {

    static final int LARGEST = 512;

    private static final int LEAST_WHERE_SPARSE = 16;

    private int wanted;
    private int candidates;

    int next(int wantedNow) {
        wanted = wantedNow;
        candidates = Math.max(wanted, candidates);
        return candidates;
    }

    void adapt(RowReader.Found found) {
        boolean sparse = found.rows().items().size() * 2 < found.candidates();
        candidates = sparse ? Math.min(LARGEST, Math.max(LEAST_WHERE_SPARSE, candidates * 2)) : wanted;
    }
}

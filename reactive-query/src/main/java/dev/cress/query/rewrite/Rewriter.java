package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.function.Function;

/** Applies all rules, bottom up, until none changes anything. */
public final class Rewriter {

    private static final List<RewriteRule> RULES = List.of(
            new FlattenNested(),
            new MergeRangesOfProperty(),
            new ResolveRanges(),
            new AbsorbConstants(),
            new ResolveOpposites(),
            new DropSubsumed());

    private Rewriter() {}

    /**
     * Simplifies a predicate.
     *
     * @param predicate what is asked
     * @return a predicate of the same meaning, to which no rule applies any more
     */
    public static Predicate simplify(Predicate predicate) {
        Predicate current = predicate;
        while (true) {
            Predicate next = once(current);
            if (next == current) {
                return current;
            }
            current = next;
        }
    }

    private static Predicate once(Predicate predicate) {
        Predicate current = predicate;
        if (current instanceof Predicate.And and) {
            current = children(and, and.terms(), Predicate.And::new);
        } else if (current instanceof Predicate.Or or) {
            current = children(or, or.terms(), Predicate.Or::new);
        }
        for (RewriteRule rule : RULES) {
            current = rule.apply(current);
        }
        return current;
    }

    private static Predicate children(
            Predicate predicate, List<Predicate> terms, Function<List<Predicate>, Predicate> rebuild) {
        List<Predicate> rewritten = terms.stream().map(Rewriter::once).toList();
        for (int i = 0; i < terms.size(); i++) {
            if (rewritten.get(i) != terms.get(i)) {
                return rebuild.apply(rewritten);
            }
        }
        return predicate;
    }
}

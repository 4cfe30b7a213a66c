package dev.cress.query.plan;

import dev.cress.mapping.IndexDefinition;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;

/** A way to find candidates, whose size may be asked for. */
public sealed interface AccessPath {

    /**
     * A part of an ordered index.
     *
     * @param index the index
     * @param ranges which part
     */
    record Ordered(IndexDefinition index, RangeSet ranges) implements AccessPath {}

    /**
     * A circle of a geo index.
     *
     * @param index the index
     * @param circle the circle
     */
    record Geo(IndexDefinition index, Predicate.Within circle) implements AccessPath {}
}

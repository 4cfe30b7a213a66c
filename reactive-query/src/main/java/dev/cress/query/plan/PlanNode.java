package dev.cress.query.plan;

import dev.cress.connection.Direction;
import dev.cress.mapping.IndexDefinition;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One step of a plan: immutable, compared by value, independent of any connection. */
public sealed interface PlanNode
        permits PlanNode.Empty,
                PlanNode.PrimaryScan,
                PlanNode.IdLookup,
                PlanNode.IndexScan,
                PlanNode.GeoSearch,
                PlanNode.Union,
                PlanNode.Merge,
                PlanNode.Probe,
                PlanNode.Filter,
                PlanNode.Sort,
                PlanNode.Fetch,
                PlanNode.Cover,
                CountEntries,
                Resolve {

    /** {@return how many rows it gives, roughly: used to choose among plans, and shown} */
    long estimatedRows();

    /**
     * Dispatches on the kind.
     *
     * @param visitor what to do for each kind
     * @param <R> type of the result
     * @return the result
     */
    <R> R accept(PlanVisitor<R> visitor);

    /**
     * Nothing.
     *
     * @param reason why
     */
    record Empty(String reason) implements PlanNode {
        @Override
        public long estimatedRows() {
            return 0;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.empty(this);
        }
    }

    /**
     * All ids, in order.
     *
     * @param why why everything is read
     * @param direction which end comes first
     * @param estimatedRows number of entities
     */
    record PrimaryScan(String why, Direction direction, long estimatedRows) implements PlanNode {
        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.primaryScan(this);
        }
    }

    /**
     * Known ids, in order: asks their partitions only, and no index.
     *
     * @param ids single values of the id
     * @param direction which end comes first
     */
    record IdLookup(Predicate.InRanges ids, Direction direction) implements PlanNode {

        /** Checks that the ids are known. */
        public IdLookup {
            if (!ids.ranges().isPoints()) {
                throw new IllegalArgumentException("only known ids can be looked up");
            }
        }

        @Override
        public long estimatedRows() {
            return ids.ranges().intervals().size();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.idLookup(this);
        }
    }

    /**
     * A part of an ordered index, by value and id.
     *
     * @param path the index, and which part of it
     * @param direction which end comes first
     * @param estimatedRows number of entries
     */
    record IndexScan(AccessPath.Ordered path, Direction direction, long estimatedRows) implements PlanNode {
        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.indexScan(this);
        }
    }

    /**
     * A part of a geo index, nearest first.
     *
     * @param index the index
     * @param area what is looked for
     * @param circle the circle in which it is looked for
     * @param estimatedRows guessed number of entries
     */
    record GeoSearch(IndexDefinition index, Predicate.Area area, Predicate.Within circle, long estimatedRows)
            implements PlanNode {
        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.geoSearch(this);
        }
    }

    /**
     * What any of several ways finds, each once: the ways are followed in turn, and what an earlier one has given is left out.
     *
     * @param branches two or more
     */
    record Union(List<PlanNode> branches) implements PlanNode {

        /** Copies the branches. */
        public Union {
            branches = List.copyOf(branches);
            if (branches.size() < 2) {
                throw new IllegalArgumentException("a union has two branches or more");
            }
        }

        @Override
        public long estimatedRows() {
            return branches.stream().mapToLong(PlanNode::estimatedRows).sum();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.union(this);
        }
    }

    /**
     * What any of several steps finds, each once, by id: all of them come by id.
     *
     * @param inputs two or more
     * @param direction which end comes first
     */
    record Merge(List<PlanNode> inputs, Direction direction) implements PlanNode {

        /** Copies the inputs. */
        public Merge {
            inputs = List.copyOf(inputs);
            if (inputs.size() < 2) {
                throw new IllegalArgumentException("a merge has two inputs or more");
            }
        }

        @Override
        public long estimatedRows() {
            return inputs.stream().mapToLong(PlanNode::estimatedRows).sum();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.merge(this);
        }
    }

    /**
     * Candidates whose index entry for a known value exists, or does not: asked of the server by membership, without reading them.
     *
     * @param input the candidates
     * @param terms equality conditions, and negations of such
     * @param estimatedRows how many remain
     */
    record Probe(PlanNode input, List<Term> terms, long estimatedRows) implements PlanNode {

        /**
         * A condition that membership tells.
         *
         * @param predicate the condition
         * @param index where its values have entries
         * @param points single values
         * @param holds whether one of them is to have an entry of the candidate; or none
         */
        public record Term(Predicate predicate, IndexDefinition index, RangeSet points, boolean holds) {
            @Override
            public String toString() {
                return predicate.toString();
            }
        }

        /** Copies the terms. */
        public Probe {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.probe(this);
        }
    }

    /**
     * Candidates that meet a condition which only their stored values tell.
     *
     * @param input the candidates
     * @param predicate the condition
     * @param estimatedRows how many remain
     */
    record Filter(PlanNode input, Predicate predicate, long estimatedRows) implements PlanNode {
        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.filter(this);
        }
    }

    /**
     * The first rows in an order that the input has not.
     *
     * @param input the rows
     * @param order the order
     * @param keep how many are kept
     */
    record Sort(PlanNode input, SortOrder order, OptionalLong keep) implements PlanNode {
        @Override
        public long estimatedRows() {
            return Math.min(input.estimatedRows(), keep.orElse(Long.MAX_VALUE));
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.sort(this);
        }
    }

    /**
     * The entities of the candidates, each verified against everything that was asked.
     *
     * @param input the candidates
     * @param entity name of the model
     * @param fields which properties are wanted
     * @param limit how many at most
     * @param partitions by which condition only some partitions are asked; null for all
     */
    record Fetch(
            PlanNode input, String entity, Fields fields, OptionalLong limit, Predicate.@Nullable InRanges partitions)
            implements PlanNode {
        @Override
        public long estimatedRows() {
            return Math.min(input.estimatedRows(), limit.orElse(Long.MAX_VALUE));
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.fetch(this);
        }
    }

    /**
     * The ids of the candidates, of which index entries alone tell that they are results: an entry and its entity are written together.
     *
     * @param input the candidates
     * @param entity name of the model
     * @param limit how many at most
     * @param partitions by which condition only some partitions are asked; null for all
     */
    record Cover(PlanNode input, String entity, OptionalLong limit, Predicate.@Nullable InRanges partitions)
            implements PlanNode {
        @Override
        public long estimatedRows() {
            return Math.min(input.estimatedRows(), limit.orElse(Long.MAX_VALUE));
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.cover(this);
        }
    }
}

package dev.cress.query.plan;

import dev.cress.query.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How conditions are checked that do not drive a plan.
 *
 * @param cost knows which of them membership tells, and how many candidates they leave
 */
record Checks(PlanCost cost) {

    /** Adds the other conditions: what can be asked by membership first, the rest on the stored values. */
    PlanNode complete(PlanNode driver, List<Predicate> others) {
        List<PlanNode.Probe.Term> probes = new ArrayList<>();
        List<Predicate> rest = new ArrayList<>();
        for (Predicate term : others) {
            Optional<PlanNode.Probe.Term> probe = cost.probe(term);
            if (probe.isPresent()) {
                probes.add(probe.get());
            } else if (!(term instanceof Predicate.Always)) {
                rest.add(term);
            }
        }
        PlanNode probed = probes.isEmpty()
                ? driver
                : new PlanNode.Probe(
                        driver,
                        probes,
                        cost.remaining(
                                driver.estimatedRows(),
                                probes.stream()
                                        .map(PlanNode.Probe.Term::predicate)
                                        .toList()));
        return filter(probed, rest);
    }

    PlanNode filter(PlanNode input, List<Predicate> terms) {
        if (terms.isEmpty()) {
            return input;
        }
        Predicate all = terms.size() == 1 ? terms.get(0) : new Predicate.And(terms);
        return new PlanNode.Filter(input, all, cost.remaining(input.estimatedRows(), terms));
    }
}

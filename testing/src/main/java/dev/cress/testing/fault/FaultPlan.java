package dev.cress.testing.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Decides what happens to each command. It is asked once for each, when the command arrives at the proxy, on the proxy's one thread;
 * a plan of one's own must not block. The plans made here may be given to several proxies.
 *
 * <pre>{@code
 * proxy.use(FaultPlan.once(command -> command.is("EVALSHA"), NetworkFault.reset(Direction.REPLY)));
 * proxy.use(FaultPlan.random(seed, 0.02, List.of(NetworkFault.reset(REQUEST), NetworkFault.split(REPLY))));
 * }</pre>
 */
@FunctionalInterface
public interface FaultPlan {

    /**
     * Decides.
     *
     * @param command what has arrived
     * @return what happens to it or to its reply; empty: it passes
     */
    Optional<NetworkFault> faultOf(ProxiedCommand command);

    /**
     * Everything passes.
     *
     * @return the plan
     */
    static FaultPlan none() {
        return command -> Optional.empty();
    }

    /**
     * One fault for the next command that matches; everything else passes.
     *
     * @param which tells the command
     * @param fault what happens to it
     * @return the plan
     */
    static FaultPlan once(Predicate<ProxiedCommand> which, NetworkFault fault) {
        return script(List.of(new FaultStep(which, fault)));
    }

    /**
     * Faults one after the other: each waits for a command that it matches, and the next for one that comes later.
     *
     * @param steps the faults in order
     * @return the plan
     */
    static FaultPlan script(List<FaultStep> steps) {
        Deque<FaultStep> left = new ArrayDeque<>(steps);
        return command -> {
            synchronized (left) {
                FaultStep step = left.peek();
                if (step == null || !step.which().test(command)) {
                    return Optional.empty();
                }
                left.remove();
                return Optional.of(step.fault());
            }
        };
    }

    /**
     * Faults by chance. The decisions repeat with the seed; which command each of them meets depends on the order in which commands arrive.
     *
     * @param seed of the decisions
     * @param probability of a fault for each command, from 0 to 1
     * @param faults what may happen, each as likely as the others
     * @return the plan
     * @throws IllegalArgumentException if there are no faults, or the probability is none
     */
    static FaultPlan random(long seed, double probability, List<NetworkFault> faults) {
        List<NetworkFault> choices = List.copyOf(faults);
        if (choices.isEmpty() || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "there must be a fault and a probability from 0 to 1, but was " + faults + ", " + probability);
        }
        Random random = new Random(seed);
        return command -> random.nextDouble() < probability
                ? Optional.of(choices.get(random.nextInt(choices.size())))
                : Optional.empty();
    }

    /**
     * This plan for some commands only; the others pass, and it is not asked about them.
     *
     * @param which tells the commands
     * @return the narrower plan
     */
    default FaultPlan only(Predicate<ProxiedCommand> which) {
        return command -> which.test(command) ? faultOf(command) : Optional.empty();
    }
}

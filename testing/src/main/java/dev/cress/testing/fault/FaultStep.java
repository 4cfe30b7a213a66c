package dev.cress.testing.fault;

import java.util.function.Predicate;

/**
 * One step of a {@linkplain FaultPlan#script script}.
 *
 * @param which tells the command that it waits for
 * @param fault what happens to it or to its reply
 */
public record FaultStep(Predicate<ProxiedCommand> which, NetworkFault fault) {}

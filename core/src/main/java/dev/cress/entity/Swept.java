package dev.cress.entity;

import java.time.Duration;

/**
 * What a sweeper did in one partition.
 *
 * @param model name of the model
 * @param partition the partition
 * @param removed how many entities it removed whose life was over
 * @param lag for how long the first of them had been over
 * @param stuck how many it had to leave, because what is stored is not as the layout has it
 */
public record Swept(String model, int partition, long removed, Duration lag, int stuck) {}

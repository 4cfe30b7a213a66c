package dev.cress.entity;

/**
 * What the context says about all models.
 *
 * @param namespace begins every key
 * @param partitions number of partitions of a model that declares none; 0 for that of the deployment's kind
 * @param defaultPartitions that of the deployment's kind
 * @param retention number of events that a partition's stream keeps at least
 * @param writeIdMillis for how many milliseconds the outcome of a named write is kept
 */
public record StoreOptions(
        String namespace, int partitions, int defaultPartitions, long retention, long writeIdMillis) {}

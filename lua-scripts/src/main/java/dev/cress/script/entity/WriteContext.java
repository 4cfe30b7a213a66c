package dev.cress.script.entity;

/**
 * What every write of a partition carries beside the entity.
 *
 * @param epoch epoch of the layout that the client works with
 * @param retention number of events that the partition's stream keeps at least
 * @param channel doorbell channel, empty for none
 * @param partition what the doorbell says
 */
public record WriteContext(long epoch, long retention, String channel, int partition) {}

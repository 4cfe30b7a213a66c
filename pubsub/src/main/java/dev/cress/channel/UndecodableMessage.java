package dev.cress.channel;

/**
 * A message that was dropped because it is not of the channel's form.
 *
 * @param channel name of the channel
 * @param payload what arrived
 * @param number how many this subscriber has dropped so far, this one included
 * @param reason why it could not be read
 */
public record UndecodableMessage(String channel, byte[] payload, long number, Exception reason) {}

package dev.cress.connection;

/**
 * A member of a geo index near a position.
 *
 * @param member the member
 * @param distance metres, from the position that the index keeps, which is half a metre from the true one at most
 */
public record GeoHit(byte[] member, double distance) {}

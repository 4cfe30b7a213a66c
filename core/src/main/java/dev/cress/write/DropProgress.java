package dev.cress.write;

/**
 * How far a removal of fields or entities has come.
 *
 * @param examined entities that were looked at, those before the place where it was continued too
 * @param changed how many of them were changed or removed by it
 * @param stored how many entities there were when it began, or was continued
 * @param token the place, to be kept: from it a later program can go on
 */
public record DropProgress(long examined, long changed, long stored, String token) {}

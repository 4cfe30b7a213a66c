package dev.cress.samples.cities;

import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import java.time.Instant;

/** A note in the store that a file has been loaded to its end, so that the next start does not bring back what was deleted. */
@RedisEntity("loadedFile")
record LoadedFile(@Id String name, long cities, Instant finished) {}

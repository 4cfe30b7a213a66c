package dev.cress.repository;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;

/** An entity without version: the last writer wins. */
@RedisEntity("counter")
record Counter(@Id String id, @Indexed long value) {}

package dev.cress.samples.subscriber;

import dev.cress.feed.ChangeFeed;
import dev.cress.repository.ReactiveRepository;

/** The cities of another process, of which this one reads. */
interface Cities extends ReactiveRepository<City, String>, ChangeFeed<City> {}

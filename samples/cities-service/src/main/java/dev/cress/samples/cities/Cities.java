package dev.cress.samples.cities;

import dev.cress.feed.ChangeFeed;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;

/** The stored cities: by id, by query, and as a feed of their changes. Cress implements it. */
interface Cities extends ReactiveRepository<City, String>, Queryable<City>, ChangeFeed<City> {}

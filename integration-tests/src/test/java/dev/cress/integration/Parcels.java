package dev.cress.integration;

import dev.cress.feed.ChangeFeed;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;

/** The repository under test. */
interface Parcels extends ReactiveRepository<Parcel, String>, Queryable<Parcel>, ChangeFeed<Parcel> {}

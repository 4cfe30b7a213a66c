package dev.cress.integration;

import dev.cress.feed.ChangeFeed;
import dev.cress.query.Queryable;
import dev.cress.repository.Attachments;
import dev.cress.repository.Maintenance;
import dev.cress.repository.ReactiveRepository;

/** The repository under test. */
interface Parcels
        extends ReactiveRepository<Parcel, String>,
                Attachments<Parcel, String>,
                Maintenance<Parcel>,
                Queryable<Parcel>,
                ChangeFeed<Parcel> {}

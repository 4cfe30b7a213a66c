package dev.cress.samples.subscriber;

import dev.cress.repository.ReactiveRepository;

/** The read model: one entity for each country. */
interface CountrySummaries extends ReactiveRepository<CountrySummary, String> {}

package dev.cress.samples.cities;

import dev.cress.repository.ReactiveRepository;

/** Which files are in the store. */
interface LoadedFiles extends ReactiveRepository<LoadedFile, String> {}

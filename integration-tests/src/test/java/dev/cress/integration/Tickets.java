package dev.cress.integration;

import dev.cress.repository.ReactiveRepository;

/** The repository under faults. */
interface Tickets extends ReactiveRepository<Ticket, String> {}

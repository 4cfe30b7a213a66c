package dev.cress.integration;

/** An error reply, which is a value here: the checker reports it with the key that it belongs to. */
record RespError(String message) {}

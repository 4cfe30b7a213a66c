package dev.cress.feed;

import dev.cress.key.KeyLayout;
import java.nio.charset.StandardCharsets;

/** The keys of one group. */
record GroupKeys(KeyLayout layout, String group) {

    byte[] lease(int partition) {
        return layout.partition(partition).lease(group);
    }

    Delivery.Place place(int partition, Position event) {
        return new Delivery.Place(
                new String(lease(partition), StandardCharsets.UTF_8), event.version(), event.number());
    }

    byte[] deadLetters(int partition) {
        return layout.partition(partition).deadLetters(group);
    }

    byte[] members() {
        return layout.partition(0).members(group);
    }
}

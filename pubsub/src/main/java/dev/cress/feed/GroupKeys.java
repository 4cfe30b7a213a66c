package dev.cress.feed;

import dev.cress.key.KeyLayout;

/** The keys of one group. */
record GroupKeys(KeyLayout layout, String group) {

    byte[] lease(int partition) {
        return layout.partition(partition).lease(group);
    }

    byte[] deadLetters(int partition) {
        return layout.partition(partition).deadLetters(group);
    }

    byte[] members() {
        return layout.partition(0).members(group);
    }
}

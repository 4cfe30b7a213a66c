package dev.cress.script.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One write of a unit.
 *
 * @param kind what it does
 * @param keys those of its own script
 * @param arguments those of its own script
 */
public record UnitCall(UnitKind kind, List<byte[]> keys, List<byte[]> arguments) {

    List<byte[]> sharedKeys() {
        int permit = kind.permitPlace() - 1;
        return IntStream.range(1, keys.size() - kind.attachedKeys())
                .filter(place -> place != permit)
                .mapToObj(keys::get)
                .toList();
    }

    List<byte[]> ownKeys() {
        List<byte[]> own = new ArrayList<>(keys.subList(0, 1));
        if (kind.permitPlace() > 0) {
            own.add(keys.get(kind.permitPlace() - 1));
        }
        own.addAll(keys.subList(keys.size() - kind.attachedKeys(), keys.size()));
        return own;
    }
}

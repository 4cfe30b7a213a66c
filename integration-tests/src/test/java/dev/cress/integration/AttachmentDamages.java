package dev.cress.integration;

import static dev.cress.integration.Rule.ATTACHMENT;
import static dev.cress.integration.Rule.KEY_TYPE;
import static dev.cress.integration.Rule.KNOWN_KEY;
import static dev.cress.integration.Rule.PARTITION;

import java.util.stream.Stream;

/** Damages of lists and bytes beside properties. */
final class AttachmentDamages {

    private AttachmentDamages() {}

    static Stream<Damage> all() {
        return Stream.of(
                Damage.of(
                        "list of nobody",
                        v -> v.run("XADD", v.key("q:visits:" + nobody(v)), "*", "e", "x"),
                        ATTACHMENT),
                Damage.of("bytes of nobody", v -> v.run("SET", v.key("b:guide:" + nobody(v)), "x"), ATTACHMENT),
                Damage.of(
                        "list in another partition",
                        v -> v.run("XADD", v.store().key(v.otherPartition(), "q:visits:" + v.victim()), "*", "e", "x"),
                        ATTACHMENT,
                        PARTITION),
                Damage.of(
                        "list that is too long",
                        v -> Stream.of("1-1", "1-2", "1-3")
                                .forEach(place -> v.run("XADD", v.key("q:visits:" + v.victim()), place, "e", "x")),
                        ATTACHMENT),
                Damage.of("too many bytes", v -> v.run("SET", v.key("b:guide:" + v.victim()), "1234"), ATTACHMENT),
                Damage.of("no bytes", v -> v.run("SET", v.key("b:guide:" + v.victim()), ""), ATTACHMENT),
                Damage.of(
                        "element that is none",
                        v -> v.run("XADD", v.key("q:visits:" + v.victim()), "*", "f", "x"),
                        ATTACHMENT),
                Damage.of("list of another type", v -> v.run("SET", v.key("q:visits:" + v.victim()), "x"), KEY_TYPE),
                Damage.of(
                        "list that is not declared",
                        v -> v.run("XADD", v.key("q:guide:" + v.victim()), "*", "e", "x"),
                        KNOWN_KEY));
    }

    private static String nobody(Victims v) {
        String id = "nobody";
        while (v.store().partitionOf(id) != v.partition()) {
            id += "!";
        }
        return id;
    }
}

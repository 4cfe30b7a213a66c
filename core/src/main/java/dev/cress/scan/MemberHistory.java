package dev.cress.scan;

import dev.cress.connection.StreamEntry;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.script.entry.Entries;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What change events tell of the members of an index. They tell old and new values of what has changed, and of an index of several properties also those of the others.
 */
public final class MemberHistory {

    private final List<MemberPart> parts;

    private MemberHistory(List<MemberPart> parts) {
        this.parts = parts;
    }

    /**
     * What events tell of an index.
     *
     * @param model the type
     * @param index an ordered or sparse index of it
     * @param fixed for each property of the index its entry, where all that is read has the same one; null elsewhere
     * @return the history
     * @throws IllegalArgumentException when an entity may have several members among what is read
     */
    public static MemberHistory of(EntityModel<?> model, IndexDefinition index, List<byte @Nullable []> fixed) {
        if (index.isMultiple() && fixed.contains(null)) {
            throw new IllegalArgumentException("of index " + index.name() + " only single values are watched");
        }
        return new MemberHistory(IntStream.range(0, index.properties().size())
                .mapToObj(i -> MemberPart.of(model, index, index.properties().get(i), fixed.get(i)))
                .toList());
    }

    /**
     * What an event tells.
     *
     * @return null when no member has moved
     */
    @Nullable
    MemberMove move(StreamEntry event) {
        List<byte[]> fields = event.fields();
        byte[] id = fields.get(3);
        byte operation = fields.get(1)[0];
        List<MemberPart.Told> told =
                parts.stream().map(part -> part.told(operation, fields)).toList();
        return switch (operation) {
            case 'C' -> new MemberMove(id, null, member(id, told, MemberPart.Told::after), true);
            case 'U' ->
                told.stream().anyMatch(MemberPart.Told::changed)
                        ? new MemberMove(
                                id,
                                member(id, told, MemberPart.Told::before),
                                member(id, told, MemberPart.Told::after),
                                true)
                        : null;
            default -> new MemberMove(id, member(id, told, MemberPart.Told::before), null, false);
        };
    }

    private static byte @Nullable [] member(
            byte[] id, List<MemberPart.Told> told, Function<MemberPart.Told, byte @Nullable []> side) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (MemberPart.Told part : told) {
            byte[] entry = side.apply(part);
            if (entry == null) {
                return null;
            }
            entries.writeBytes(entry);
        }
        return Entries.member(entries.toByteArray(), id);
    }
}

package dev.cress.scan;

import dev.cress.annotation.EventImage;
import dev.cress.connection.StreamEntry;
import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.script.entry.Entries;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What change events tell of the members of an index. They tell old and new values of what has changed; so where an index is of several properties, what is read of the others has to be one value, or the
 * type's events have to tell what does not change.
 */
public final class MemberHistory {

    private static final Set<EventImage> TELL_UNCHANGED =
            Set.of(EventImage.INDEXED, EventImage.BEFORE, EventImage.AFTER);

    private final List<MemberPart> parts;
    private final boolean tellsUnchanged;

    private MemberHistory(List<MemberPart> parts, boolean tellsUnchanged) {
        this.parts = parts;
        this.tellsUnchanged = tellsUnchanged;
    }

    /**
     * What events tell of an index.
     *
     * @param model the type
     * @param index an ordered or sparse index of it
     * @param fixed for each property of the index its entry, where all that is read has the same one; null elsewhere
     * @return empty when they do not tell where members are
     */
    public static Optional<MemberHistory> of(
            EntityModel<?> model, IndexDefinition index, List<byte @Nullable []> fixed) {
        boolean tellsUnchanged = model.events().images().stream().anyMatch(TELL_UNCHANGED::contains);
        long open = fixed.stream().filter(entry -> entry == null).count();
        if ((open > 1 && !tellsUnchanged) || (index.isMultiple() && open > 0)) {
            return Optional.empty();
        }
        List<MemberPart> parts = IntStream.range(0, index.properties().size())
                .mapToObj(i -> MemberPart.of(model, index, index.properties().get(i), fixed.get(i)))
                .toList();
        return Optional.of(new MemberHistory(parts, tellsUnchanged));
    }

    /**
     * Whether events tell where a member was that is not read any more.
     *
     * @return not where an index of several properties is read in which another one than that which moves may change alone
     */
    public boolean tellsLeaving() {
        return tellsUnchanged || parts.size() == 1 || parts.stream().allMatch(MemberPart::isFixed);
    }

    /**
     * What an event tells.
     *
     * @return null when no member has moved
     */
    @Nullable
    MemberMove move(StreamEntry event) {
        List<byte[]> fields = event.fields();
        if (fields.size() < 4 || fields.size() % 2 != 0 || fields.get(1).length != 1) {
            throw new StoredDataException("a change event lacks fields", null);
        }
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

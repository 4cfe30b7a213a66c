package dev.cress.feed;

import dev.cress.annotation.EventImage;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import java.util.Set;

/**
 * Which values an event tells, by the mark that its writer has set: what a type declares now does not matter for what is stored.
 *
 * @param image letters of the images
 * @param changed the changed properties of an update
 */
record EventContent(EntityModel<?> model, Operation operation, String image, Set<String> changed) {

    private boolean has(EventImage wanted) {
        return image.indexOf(wanted.code()) >= 0;
    }

    boolean wholeBefore() {
        return existedBefore() && has(EventImage.BEFORE);
    }

    boolean wholeAfter() {
        return existsAfter() && has(EventImage.AFTER);
    }

    boolean tellsBefore(Property property) {
        return existedBefore() && tells(property, EventImage.BEFORE);
    }

    boolean tellsAfter(Property property) {
        return existsAfter() && tells(property, EventImage.AFTER);
    }

    private boolean tells(Property property, EventImage side) {
        boolean same = operation == Operation.UPDATED && !changed.contains(property.name());
        if (same) {
            return has(EventImage.AFTER) || has(EventImage.BEFORE) || (has(EventImage.INDEXED) && isIndexed(property));
        }
        return has(side) || has(EventImage.CHANGED) || isIndexed(property);
    }

    private boolean existedBefore() {
        return operation != Operation.CREATED;
    }

    private boolean existsAfter() {
        return operation == Operation.CREATED || operation == Operation.UPDATED;
    }

    private boolean isIndexed(Property property) {
        return model.indexes().cover(property);
    }
}

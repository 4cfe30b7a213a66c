package dev.cress.mapping;

import dev.cress.id.IdGenerator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of reading a type's declaration, before anything is made of it. */
record EntityDefinition<T>(
        Class<T> type,
        String name,
        int partitions,
        List<Property> properties,
        List<IndexDefinition> indexes,
        AutoValues autoValues,
        EventRules events,
        @Nullable Life life,
        List<Attachment> attachments,
        Property id,
        @Nullable Property partitionProperty,
        IdCodec idCodec,
        @Nullable IdGenerator<?> idGenerator,
        EntityAccess<T> access,
        PropertyTypes types) {}

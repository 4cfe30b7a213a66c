package dev.cress.mapping;

import dev.cress.annotation.Unique;
import dev.cress.codec.TextCodec;
import java.util.List;

/** The result of reading a type's declaration, before anything is made of it. */
record EntityDefinition<T>(
        String name,
        int partitions,
        List<Property> properties,
        List<IndexDefinition> indexes,
        List<Unique.Scope> uniqueScopes,
        TextCodec<Object> idCodec,
        EntityAccess<T> access) {}

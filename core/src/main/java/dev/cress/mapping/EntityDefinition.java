package dev.cress.mapping;

import dev.cress.annotation.Unique;
import java.util.List;

/** The result of reading a type's declaration, before anything is made of it. */
record EntityDefinition<T>(
        Class<T> type,
        String name,
        int partitions,
        List<Property> properties,
        List<IndexDefinition> indexes,
        List<Unique.Scope> uniqueScopes,
        Property id,
        EntityAccess<T> access) {}

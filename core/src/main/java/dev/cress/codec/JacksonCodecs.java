package dev.cress.codec;

import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson. */
final class JacksonCodecs implements JsonCodecs {

    private final ObjectMapper mapper;

    private JacksonCodecs(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    static JacksonCodecs create() {
        return new JacksonCodecs(JsonMapper.builder()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build());
    }

    /** Reader and writer are made once for each property: looking them up takes a lock, on which no I/O thread is to wait. */
    @Override
    public TextCodec<Object> codec(Type type) {
        JavaType javaType = mapper.constructType(type);
        ObjectWriter writer = mapper.writerFor(javaType);
        ObjectReader reader = mapper.readerFor(javaType);
        return new FunctionCodec<>(writer::writeValueAsBytes, text -> read(reader, javaType, text));
    }

    private static Object read(ObjectReader reader, JavaType type, byte[] text) {
        try {
            return reader.readValue(text);
        } catch (JacksonException e) {
            // Jackson's message quotes the data; only the place may leave.
            throw new IllegalArgumentException("is no JSON of " + type.toCanonical());
        }
    }
}

package dev.cress.codec;

import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
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

    @Override
    public TextCodec<Object> codec(Type type) {
        JavaType javaType = mapper.constructType(type);
        return new FunctionCodec<>(
                value -> mapper.writerFor(javaType).writeValueAsBytes(value), text -> read(javaType, text));
    }

    private Object read(JavaType type, byte[] text) {
        try {
            return mapper.readValue(text, type);
        } catch (JacksonException e) {
            // Jackson's message quotes the data; only the place may leave.
            throw new IllegalArgumentException("is no JSON of " + type.toCanonical());
        }
    }
}

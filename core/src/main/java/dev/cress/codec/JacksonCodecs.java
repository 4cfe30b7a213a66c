package dev.cress.codec;

import static java.util.Objects.requireNonNull;

import dev.cress.annotation.ConvertWith;
import dev.cress.convert.ValueConverter;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;
import tools.jackson.databind.util.StdConverter;

/** JSON by Jackson. */
final class JacksonCodecs implements JsonCodecs {

    /** As many digits as an indexed decimal may have. */
    private static final int MAX_DIGITS = 10_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNumberLength(MAX_DIGITS).build())
            .build();

    private final ObjectMapper mapper;

    private JacksonCodecs(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    static JacksonCodecs create(
            List<ValueConverter<?, ?>> converters, Function<Class<?>, TextCodec<Object>> references) {
        SimpleModule converted = new SimpleModule("converters");
        converters.forEach(converter -> register(converted, converter));
        AtomicReference<@Nullable ObjectMapper> built = new AtomicReference<>();
        SimpleModule sets = new SimpleModule("sets")
                .addAbstractTypeMapping(Set.class, LinkedHashSet.class)
                .setSerializerModifier(
                        new StableSets(type -> requireNonNull(built.get()).writerFor(type)::writeValueAsBytes))
                .setDeserializerModifier(new RefuseAbstractTypes());
        SimpleModule lengths = new SimpleModule("lengths").setSerializerModifier(new BoundedMembers());
        ObjectMapper mapper = exact().addModules(converted, sets, lengths, new ReferenceModule(references))
                .build();
        built.set(mapper);
        return new JacksonCodecs(mapper);
    }

    private static <V, S> void register(SimpleModule module, ValueConverter<V, S> converter) {
        module.addSerializer(converter.type(), new StdConvertingSerializer(converter.type(), storing(converter)));
        module.addDeserializer(converter.type(), new StdConvertingDeserializer<>(reading(converter)));
    }

    static <V, S> Converter<V, S> storing(ValueConverter<V, S> converter) {
        return new StoringConverter<>(converter);
    }

    static <V, S> Converter<S, V> reading(ValueConverter<V, S> converter) {
        return new ReadingConverter<>(converter);
    }

    /** Numbers, zones and times keep their exact value; equal values have equal text. */
    private static JsonMapper.Builder exact() {
        return JsonMapper.builder(FACTORY)
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new MemberIntrospector(), new VariantIntrospector()))
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID);
    }

    /** Reader and writer are made once for each property: looking them up takes a lock, on which no I/O thread is to wait. */
    @Override
    public TextCodec<Object> codec(Type type) {
        JavaType javaType = mapper.constructType(type);
        try {
            ObjectWriter writer = mapper.writerFor(javaType);
            ObjectReader reader = mapper.readerFor(javaType);
            reader.readValue("null"); // Jackson looks for what reads the type when it first reads
            return TextCodec.of(value -> write(writer, value), text -> read(reader, javaType, text));
        } catch (DatabindException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** With a serializer of its own, or written as another value, a class has no properties that could be found; with a converter, a member has another value. */
    @Override
    public Optional<String> memberName(Class<?> type, String member) {
        if (Map.class.isAssignableFrom(type)) {
            return Optional.of(withoutMarks(mapper.writeValueAsString(member)));
        }
        SerializationConfig config = mapper.serializationConfig();
        JavaType javaType = mapper.constructType(type);
        ClassIntrospector introspector = config.classIntrospectorInstance();
        BeanDescription bean =
                introspector.introspectForSerialization(javaType, introspector.introspectClassAnnotations(javaType));
        boolean plain = bean.findJsonValueAccessor() == null
                && config.getAnnotationIntrospector().findSerializer(config, bean.getClassInfo()) == null;
        return bean.findProperties().stream()
                .filter(property -> plain
                        && property.getInternalName().equals(member)
                        && !property.getPrimaryMember().hasAnnotation(ConvertWith.class))
                .map(property -> withoutMarks(mapper.writeValueAsString(property.getName())))
                .findFirst();
    }

    private static String withoutMarks(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (DatabindException e) {
            if (InnerViolations.areMetBy(e)) {
                throw new InvalidValueException(InnerViolations.of(writer, value));
            }
            throw e;
        }
    }

    private static Object read(ObjectReader reader, JavaType type, byte[] text) {
        Object value;
        try {
            value = reader.readValue(text);
        } catch (JacksonException e) {
            // Jackson's message quotes the data; only the place may leave.
            throw new IllegalArgumentException("is no JSON of " + type.toCanonical());
        }
        if (value == null) {
            throw new IllegalArgumentException("is a JSON null, where a null has no text");
        }
        return value;
    }

    private static final class StoringConverter<V, S> extends StdConverter<V, S> {

        private final ValueConverter<V, S> converter;

        StoringConverter(ValueConverter<V, S> converter) {
            this.converter = converter;
        }

        /** Null only where nothing is written but to find what is wrong. */
        @Override
        public @Nullable S convert(SerializationContext context, V value) {
            try {
                return convert(value);
            } catch (IllegalArgumentException e) {
                InnerViolations.add(context, requireNonNull(e.getMessage()));
                return null;
            }
        }

        @Override
        public S convert(V value) {
            return Conversions.of(() -> converter.toStored(value));
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(converter.type());
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(converter.storedType());
        }
    }

    private static final class ReadingConverter<V, S> extends StdConverter<S, V> {

        private final ValueConverter<V, S> converter;

        ReadingConverter(ValueConverter<V, S> converter) {
            this.converter = converter;
        }

        @Override
        public V convert(S stored) {
            return converter.fromStored(stored);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(converter.storedType());
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(converter.type());
        }
    }
}

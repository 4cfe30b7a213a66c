package dev.cress.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.cress.reference.Ref;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;

/** References inside of other values, as JSON strings: the text of the id, whatever type it has, so that no number is rounded and indexes compare it as the id. */
final class ReferenceModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private final transient Function<Class<?>, TextCodec<Object>> references;

    /** @param references the codec of references to a type; throws what is to be changed */
    ReferenceModule(Function<Class<?>, TextCodec<Object>> references) {
        super("references");
        this.references = references;
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new Writers());
        context.addDeserializers(new Readers());
    }

    private TextCodec<Object> codec(JavaType reference) {
        JavaType target = reference.containedType(0);
        if (target == null || target.isJavaLangObject()) {
            throw new IllegalArgumentException("does not say to what it refers; declare a Ref<Author>, for instance");
        }
        return references.apply(target.getRawClass());
    }

    private final class Writers extends Serializers.Base {

        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.@Nullable Value format) {
            return type.hasRawClass(Ref.class) ? new Writer(codec(type)) : null;
        }
    }

    private final class Readers extends Deserializers.Base {

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return type.hasRawClass(Ref.class) ? new Reader(codec(type)) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == Ref.class;
        }
    }

    private static final class Writer extends ValueSerializer<Object> {

        private final TextCodec<Object> codec;

        Writer(TextCodec<Object> codec) {
            this.codec = codec;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(new String(codec.encode(value), StandardCharsets.UTF_8));
        }
    }

    private static final class Reader extends ValueDeserializer<Object> {

        private final TextCodec<Object> codec;

        Reader(TextCodec<Object> codec) {
            this.codec = codec;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString();
            if (text == null) {
                return context.handleUnexpectedToken(Ref.class, parser);
            }
            try {
                return codec.decode(Utf8.encode(text));
            } catch (IllegalArgumentException e) {
                return context.handleWeirdStringValue(Ref.class, "", "is no reference");
            }
        }
    }
}

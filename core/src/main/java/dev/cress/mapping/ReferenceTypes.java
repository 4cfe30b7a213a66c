package dev.cress.mapping;

import dev.cress.annotation.RedisEntity;
import dev.cress.codec.TextCodec;
import dev.cress.reference.Ref;
import dev.cress.script.entity.SureTexts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reference is stored as the id of what it refers to. Of that type only the id is read, so types may refer to each other and to themselves. */
final class ReferenceTypes {

    private final PropertyTypes types;

    ReferenceTypes(PropertyTypes types) {
        this.types = types;
    }

    /** @throws IllegalArgumentException saying what is to be changed */
    PropertyTypes.Storage of(Type reference) {
        return to(target(reference));
    }

    /** @throws IllegalArgumentException saying what is to be changed */
    PropertyTypes.Storage to(Class<?> target) {
        RedisEntity annotation = target.getAnnotation(RedisEntity.class);
        if (annotation == null) {
            throw new IllegalArgumentException("refers to a " + target.getName() + ", which is no @RedisEntity");
        }
        List<String> problems = new ArrayList<>();
        Optional<IdReader.Found> id = EntityShape.of(target, problems)
                .flatMap(shape -> new IdReader(annotation, shape, new IdTypes(types), problems).read());
        if (id.isEmpty() || !problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "refers to a " + target.getName() + ", whose id cannot be mapped: " + String.join("; ", problems));
        }
        IdCodec codec = id.get().codec();
        return new PropertyTypes.Storage(
                new ReferenceCodec(target, codec), Optional.of(id.get().entryType()));
    }

    /** To which type a {@code Ref<…>} refers. */
    static Class<?> target(Type reference) {
        if (reference instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> target) {
            return target;
        }
        throw new IllegalArgumentException("does not say to what it refers; declare a Ref<Author>, for instance");
    }

    private record ReferenceCodec(Class<?> target, IdCodec id) implements TextCodec<Object> {

        @Override
        public byte[] encode(Object value) {
            Object referred = ((Ref<?>) value).id();
            if (!id.type().isInstance(referred)) {
                throw new IllegalArgumentException(
                        "holds a " + referred.getClass().getName() + ", and the id of a " + target.getSimpleName()
                                + " is a " + id.type().getName());
            }
            byte[] text = id.codec().encode(referred);
            EntityIds.lengthProblem(text).ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return text;
        }

        @Override
        public SureTexts sureTexts() {
            return id.codec().sureTexts();
        }

        @Override
        public Object decode(byte[] text) {
            return Ref.to(id.codec().decode(text));
        }
    }
}

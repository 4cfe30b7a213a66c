package dev.cress.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the methods of a projection's interface; compared by its values. */
record ProjectionHandler(Class<?> type, Map<String, @Nullable Object> values) implements InvocationHandler {

    @Override
    @SuppressWarnings("NullAway") // a null in the store is a null here
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && isEqual(arguments[0]);
                case "hashCode" -> hashCode();
                default -> type.getSimpleName() + values;
            };
        }
        return method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : values.get(method.getName());
    }

    private boolean isEqual(@Nullable Object other) {
        return other != null && Proxy.isProxyClass(other.getClass()) && equals(Proxy.getInvocationHandler(other));
    }
}

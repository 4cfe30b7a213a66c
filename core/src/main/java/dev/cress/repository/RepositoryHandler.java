package dev.cress.repository;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes each call to the fragment that has the method, or to the interface's own default method. */
final class RepositoryHandler implements InvocationHandler {

    private final Class<?> type;
    private final Map<Method, Object> targets;

    RepositoryHandler(Class<?> type, Map<Method, Object> targets) {
        this.type = type;
        this.targets = targets;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return objectMethod(proxy, method, arguments);
        }
        Object target = targets.get(method);
        if (target == null) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object objectMethod(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Repository[" + type.getName() + "]";
        };
    }
}

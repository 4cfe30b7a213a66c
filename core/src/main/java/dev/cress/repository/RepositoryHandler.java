package dev.cress.repository;

import dev.cress.error.RepositoryDefinitionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes each call to the fragment that has the method, or to the interface's own default method. */
final class RepositoryHandler implements InvocationHandler {

    private static final Object[] NONE = {};

    private final Class<?> type;
    private final Map<Method, Object> targets;
    private final Map<Method, MethodHandle> defaults = new ConcurrentHashMap<>();

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
            return defaults.computeIfAbsent(method, RepositoryHandler::handle)
                    .bindTo(proxy)
                    .invokeWithArguments(arguments == null ? NONE : arguments);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** {@link InvocationHandler#invokeDefault} refuses interfaces that are not public, as those of applications often are. */
    private static MethodHandle handle(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        try {
            return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                    .unreflectSpecial(method, declaring);
        } catch (IllegalAccessException e) {
            throw new RepositoryDefinitionException(
                    "open the package of " + declaring.getName() + " to dev.cress.repository: " + e.getMessage());
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

package dev.cress.repository;

import dev.cress.error.RepositoryDefinitionException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Makes instances of repository interfaces out of fragments. */
public final class RepositoryFactory {

    private final List<RepositoryFragment> fragments =
            ServiceLoader.load(RepositoryFragment.class, RepositoryFactory.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /**
     * Makes a repository.
     *
     * @param type an interface that extends fragments
     * @param contexts gives the context of an entity type
     * @param <R> the interface
     * @return an instance
     * @throws RepositoryDefinitionException naming every method that no fragment offers
     */
    public <R> R create(Class<R> type, Function<Class<?>, FragmentContext<?>> contexts) {
        if (!type.isInterface()) {
            throw new RepositoryDefinitionException(type.getName() + " is to be an interface");
        }
        List<RepositoryFragment> used = fragments.stream()
                .filter(fragment -> fragment.type().isAssignableFrom(type))
                .toList();
        FragmentContext<?> context = contexts.apply(entityType(type, used));
        requireIdType(type, context);
        Map<Class<?>, Object> targets = new HashMap<>();
        used.forEach(fragment -> targets.put(fragment.type(), fragment.create(context)));
        InvocationHandler handler = new RepositoryHandler(type, targetsByMethod(type, targets));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Class<?> entityType(Class<?> type, List<RepositoryFragment> used) {
        List<Class<?>> entities = used.stream()
                .map(fragment -> TypeArguments.first(type, fragment.type())
                        .<RepositoryDefinitionException>orElseThrow(() -> new RepositoryDefinitionException(
                                type.getName() + " does not say of which entity it is a "
                                        + fragment.type().getSimpleName())))
                .<Class<?>>map(entity -> entity)
                .distinct()
                .toList();
        if (entities.size() != 1) {
            throw new RepositoryDefinitionException(
                    entities.isEmpty()
                            ? type.getName() + " extends no fragment; let it extend ReactiveRepository<Entity, Id>"
                            : type.getName() + " is a repository of several entities: " + entities);
        }
        return entities.get(0);
    }

    /** An id of another type would be refused by each call; the compiler cannot know. */
    private static void requireIdType(Class<?> type, FragmentContext<?> context) {
        Class<?> declared = context.store().model().idType();
        TypeArguments.second(type, ReactiveRepository.class)
                .filter(id -> !id.isAssignableFrom(declared))
                .ifPresent(id -> {
                    throw new RepositoryDefinitionException(type.getName() + " is a repository with ids of type "
                            + id.getName() + ", and an id of "
                            + context.store().model().name() + " is a " + declared.getName()
                            + "; let it extend ReactiveRepository with the latter");
                });
    }

    private static Map<Method, Object> targetsByMethod(Class<?> type, Map<Class<?>, Object> targets) {
        Map<Method, Object> byMethod = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Method method : type.getMethods()) {
            targets.forEach((fragment, target) -> {
                if (method.getDeclaringClass().isAssignableFrom(fragment)) {
                    byMethod.put(method, target);
                }
            });
            if (!byMethod.containsKey(method) && Modifier.isAbstract(method.getModifiers())) {
                unknown.add(method.getName());
            }
        }
        if (!unknown.isEmpty()) {
            throw new RepositoryDefinitionException(
                    type.getName() + ": no fragment on the class path offers " + unknown
                            + "; write a default method over query(), since names are not read as queries, or add the module that has it");
        }
        return byMethod;
    }
}

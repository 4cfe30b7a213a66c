package dev.cress.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Provides the environments of {@link RedisTest}: one of each topology per test JVM, in the root store of JUnit. */
final class SharedEnvironments implements ArgumentsProvider, AnnotationConsumer<RedisTest> {

    private static final Namespace NAMESPACE = Namespace.create(SharedEnvironments.class);

    private RedisTopology[] topologies = {};

    @Override
    public void accept(RedisTest annotation) {
        topologies = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(topologies)
                .map(topology -> Arguments.argumentSet(
                        topology.toString(), shared(context, topology).shared()));
    }

    /** JUnit closes what is in its store, when all tests have run. */
    private static RedisEnvironment shared(ExtensionContext context, RedisTopology topology) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(topology, ServerSelection.fromSystem()::open, RedisEnvironment.class);
    }
}

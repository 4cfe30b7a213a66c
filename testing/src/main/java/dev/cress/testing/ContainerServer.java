package dev.cress.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Runs a server in a container. The only class that touches Testcontainers, which is an optional dependency. */
final class ContainerServer {

    private static final int PORT = 6379;

    private ContainerServer() {}

    // The container is closed with the environment.
    @SuppressWarnings("resource")
    static RedisEnvironment start(String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
        container.start();
        String uri = "redis://" + container.getHost() + ":" + container.getMappedPort(PORT);
        return new RedisEnvironment(RedisTopology.STANDALONE, uri, container::stop);
    }
}

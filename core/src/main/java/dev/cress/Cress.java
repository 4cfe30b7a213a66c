package dev.cress;

import dev.cress.connection.RedisConnections;
import dev.cress.error.ClassPathException;
import dev.cress.repository.UnitOfWork;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A context over one Redis deployment: connections, and the repositories over them. Safe for use by many threads; one for each application and deployment.
 *
 * <pre>{@code
 * Mono<Cress> cress = Cress.connect("redis://localhost:6379");
 * Mono<City> berlin = cress.map(context -> context.repository(Cities.class)).flatMap(cities -> cities.findById("2950159"));
 * }</pre>
 */
public interface Cress {

    /**
     * Connects with default settings. As {@link #connect(CressOptions)}.
     *
     * @param uri address, {@code redis://host:port}
     * @return a cold publisher of an open context
     */
    static Mono<Cress> connect(String uri) {
        return connect(CressOptions.builder(uri).build());
    }

    /**
     * Connects. Whether the server is alone or part of a cluster is asked of it. Connections that are lost are opened again: at once, then after pauses that grow to a second, however long the server is away.
     * <ul>
     * <li><b>Emits</b> an open context, which its user closes.
     * <li><b>Errors</b> {@link dev.cress.error.RedisUnavailableException}, {@link dev.cress.error.AccessDeniedException},
     *     {@link dev.cress.error.UnsupportedServerException}, {@link ClassPathException}; nothing is left open then, nor when the subscriber cancels before.
     * <li><b>Threading</b> set up and signalled on {@code Schedulers.boundedElastic()}, since scripts and modules are loaded from files.
     * </ul>
     *
     * @param options settings
     * @return a cold publisher; each subscription opens a context of its own
     */
    static Mono<Cress> connect(CressOptions options) {
        return Mono.usingWhen(
                RedisConnections.connect(options.connection()).publishOn(Schedulers.boundedElastic()),
                connections -> Mono.<Cress>fromCallable(
                        ClassPathException.guard(() -> new DefaultCress(options, connections))),
                connections -> Mono.empty(), // they are the context's now
                (connections, failure) -> connections.closeLater(),
                RedisConnections::closeLater);
    }

    /** {@return the version of this library; {@code "unknown"} when it was not built by its build} */
    static String version() {
        return LibraryVersion.TEXT;
    }

    /**
     * Makes a repository. Nothing is sent; the model's layout record is checked before its first operation, or by {@link #verify}.
     *
     * @param type an interface that extends {@link dev.cress.repository.ReactiveRepository} and the fragments of other modules
     * @param <R> the interface
     * @return an instance, safe for use by many threads
     * @throws dev.cress.error.MappingException when the entity type cannot be mapped, with everything that is wrong
     * @throws dev.cress.error.RepositoryDefinitionException when the interface asks for what no module offers
     */
    <R> R repository(Class<R> type);

    /**
     * Begins a unit of work: several writes of one partition, all or none. Nothing is sent before it is committed.
     *
     * @return a unit of no writes, a value to be added to
     */
    UnitOfWork unitOfWork();

    /**
     * Checks the layout records of all repositories that were made so far: at start, or to tell whether the application is ready.
     * <ul>
     * <li><b>Emits</b> nothing; completes when all agree with what the types declare.
     * <li><b>Errors</b> {@link dev.cress.error.LayoutMismatchException}, what a command may signal.
     * <li><b>Redis</b> one script for each model that was not checked yet.
     * </ul>
     *
     * @return a cold publisher
     */
    Mono<Void> verify();

    /** {@return what other modules build their capabilities on} */
    Foundation foundation();

    /**
     * Closes all connections. What is under way fails.
     *
     * @return a cold publisher that completes when all is closed
     */
    Mono<Void> closeLater();
}

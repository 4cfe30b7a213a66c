package dev.cress.samples.cities;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Loads the cities once the service answers requests, and says when they are all there. */
@Component
final class Startup {

    private static final Logger log = LoggerFactory.getLogger(Startup.class);

    enum State {
        LOADING("The cities are being loaded, so answers are not complete yet."),
        READY("All cities are loaded."),
        FAILED("Not all cities could be loaded; the log of the service says why. Start it again to load the rest.");

        final String text;

        State(String text) {
            this.text = text;
        }
    }

    private final CityLoader loader;
    private final Disposable.Swap loading = Disposables.swap();
    private volatile State state = State.LOADING;

    Startup(CityLoader loader) {
        this.loader = loader;
    }

    State state() {
        return state;
    }

    @EventListener
    void load(ApplicationReadyEvent event) {
        String address = "http://localhost:%s/"
                .formatted(event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
        log.info("Answering at {} while the cities are loaded", address);
        loading.update(loader.load().subscribe(nothing -> {}, this::failed, () -> ready(address)));
    }

    @PreDestroy
    void stop() {
        loading.dispose();
    }

    private void ready(String address) {
        state = State.READY;
        log.info("Ready: {}", address);
    }

    private void failed(Throwable e) {
        state = State.FAILED;
        log.error("Not all cities could be loaded. Start the service again to load the rest.", e);
    }
}

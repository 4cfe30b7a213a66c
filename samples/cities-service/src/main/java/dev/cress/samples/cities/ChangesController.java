package dev.cress.samples.cities;

import dev.cress.feed.ChangeEvent;
import dev.cress.feed.FeedStart;
import dev.cress.feed.ResumeToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** What happens to the cities, as server-sent events. */
@RestController
final class ChangesController {

    /** The first one comes early, so that a client knows soon that it is connected. */
    private static final Duration FIRST_HEARTBEAT = Duration.ofSeconds(1);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Cities cities;

    ChangesController(Cities cities) {
        this.cities = cities;
    }

    /**
     * Streams the changes from now on, or those after the event that a client has seen last.
     *
     * <p>The id of an event is its resume token, which browsers send as {@code Last-Event-ID} when they connect again.
     */
    @GetMapping("/cities/changes")
    ResponseEntity<Flux<ServerSentEvent<CityChange>>> changes(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam MultiValueMap<String, String> query) {
        Parameters.none(query);
        Flux<ServerSentEvent<CityChange>> events =
                lastEventId == null ? eventsFromNow() : eventsAfter(ResumeToken.parse(lastEventId));
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(events.mergeWith(heartbeats()));
    }

    /** Begins with an id and no data: a client that is cut off before the first change will not miss it. */
    private Flux<ServerSentEvent<CityChange>> eventsFromNow() {
        return cities.position().flatMapMany(now -> eventsAfter(now).startWith(following(now)));
    }

    private Flux<ServerSentEvent<CityChange>> eventsAfter(ResumeToken start) {
        return cities.changes(FeedStart.after(start)).map(ChangesController::event);
    }

    /** Comments that keep proxies from closing a silent connection; a slow client gets fewer of them. */
    private static Flux<ServerSentEvent<CityChange>> heartbeats() {
        return Flux.interval(FIRST_HEARTBEAT, HEARTBEAT)
                .onBackpressureDrop()
                .map(tick ->
                        ServerSentEvent.<CityChange>builder().comment("alive").build());
    }

    private static ServerSentEvent<CityChange> following(ResumeToken start) {
        return ServerSentEvent.<CityChange>builder()
                .id(start.toString())
                .comment("following")
                .build();
    }

    private static ServerSentEvent<CityChange> event(ChangeEvent<City> change) {
        return ServerSentEvent.builder(CityChange.of(change))
                .id(change.token().toString())
                .build();
    }
}

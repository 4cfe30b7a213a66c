package dev.cress.samples.cities;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** One city: read, add, replace, change, delete. */
@RestController
@RequestMapping(path = "/cities", produces = MediaType.APPLICATION_JSON_VALUE)
final class CityController {

    private final Cities cities;
    private final CityEditor editor;

    CityController(Cities cities, CityEditor editor) {
        this.cities = cities;
        this.editor = editor;
    }

    /** Runs before each of the methods below: none of them takes query parameters. */
    @ModelAttribute
    void noParameters(@RequestParam MultiValueMap<String, String> query) {
        Parameters.none(query);
    }

    @GetMapping("/{id}")
    Mono<City> get(@PathVariable String id) {
        return cities.findById(id).switchIfEmpty(notFound(id));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<City>> add(@RequestBody CityBody body) {
        return cities.insert(body.toNewCity())
                .map(city -> ResponseEntity.created(location(city)).body(city));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<City>> replace(@PathVariable String id, @RequestBody CityBody body) {
        return editor.replace(id, body)
                .map(done -> ResponseEntity.status(done.created() ? HttpStatus.CREATED : HttpStatus.OK)
                        .body(done.city()));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    Mono<City> patch(@PathVariable String id, @RequestBody ObjectNode patch) {
        return editor.patch(id, patch).switchIfEmpty(notFound(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable String id) {
        return cities.deleteById(id).flatMap(deleted -> deleted ? Mono.empty() : notFound(id));
    }

    private static URI location(City city) {
        return URI.create("/cities/" + UriUtils.encode(city.id(), StandardCharsets.UTF_8));
    }

    private static <T> Mono<T> notFound(String id) {
        return Mono.error(() -> new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no city with the id " + InputError.quoted(id) + "."));
    }
}

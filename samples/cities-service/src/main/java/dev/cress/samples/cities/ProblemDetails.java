package dev.cress.samples.cities;

import static java.util.stream.Collectors.joining;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.TransientRedisDataException;
import dev.cress.error.VersionConflictException;
import dev.cress.feed.HistoryRewoundException;
import dev.cress.feed.InvalidResumeTokenException;
import dev.cress.feed.ResumeTokenExpiredException;
import dev.cress.query.InvalidCursorException;
import dev.cress.query.plan.QueryNotIndexedException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Turns every failure into a problem detail (RFC 9457) that tells the client what to do about it. */
@RestControllerAdvice
final class ProblemDetails extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemDetails.class);

    @ExceptionHandler
    Mono<ResponseEntity<Object>> badInput(BadInputException e, ServerWebExchange exchange) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("errors", e.errors());
        return handleExceptionInternal(e, problem, new HttpHeaders(), HttpStatus.BAD_REQUEST, exchange);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> badJson(JacksonException e, ServerWebExchange exchange) {
        return badInput(JsonErrors.of(e), exchange);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> badCursor(InvalidCursorException e, ServerWebExchange exchange) {
        String allowed = "the cursor in the Link header of a page with the same parameters";
        return badInput(new BadInputException("after", "belongs to another search", allowed), exchange);
    }

    /** Every filter has an index, so this can only be an order without a filter. */
    @ExceptionHandler
    Mono<ResponseEntity<Object>> badOrder(QueryNotIndexedException e, ServerWebExchange exchange) {
        String problem = "is an order that no index has, and there is no filter to narrow the search";
        return badInput(new BadInputException("sort", problem, "one key, or several and a filter"), exchange);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> exists(EntityExistsException e, ServerWebExchange exchange) {
        return answer(e, exchange, HttpStatus.CONFLICT, "There is a city with this id already; PUT would replace it.");
    }

    @ExceptionHandler({VersionConflictException.class, EntityNotFoundException.class})
    Mono<ResponseEntity<Object>> conflict(Exception e, ServerWebExchange exchange) {
        String detail = "The stored city is not, or not any more, the given version."
                + " Read it again, or leave the version out to change whatever is stored.";
        return answer(e, exchange, HttpStatus.CONFLICT, detail);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> badToken(InvalidResumeTokenException e, ServerWebExchange exchange) {
        return badInput(
                new BadInputException("Last-Event-ID", "is not of these changes", "the id of an earlier event"),
                exchange);
    }

    @ExceptionHandler({ResumeTokenExpiredException.class, HistoryRewoundException.class})
    Mono<ResponseEntity<Object>> gone(Exception e, ServerWebExchange exchange) {
        String detail = "The changes after this Last-Event-ID are not kept, or not any more."
                + " Read the cities again, and follow the changes without the header.";
        return answer(e, exchange, HttpStatus.GONE, detail);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> unavailable(TransientRedisDataException e, ServerWebExchange exchange) {
        log.warn("The store does not answer: {}", e.toString());
        String detail = "The store does not answer at the moment, and nothing was changed. Try again in a second.";
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
        return handleExceptionInternal(e, problem, retryAfter("1"), HttpStatus.SERVICE_UNAVAILABLE, exchange);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> outcomeUnknown(OutcomeUnknownException e, ServerWebExchange exchange) {
        log.warn("The outcome of a change is unknown: {}", e.toString());
        String detail = "The connection to the store was lost during the change, which may or may not have happened."
                + " Read the city before you try again.";
        return answer(e, exchange, HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    @ExceptionHandler
    Mono<ResponseEntity<Object>> unexpected(RuntimeException e, ServerWebExchange exchange) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(e);
        }
        log.error("{} failed", exchange.getRequest().getURI(), e);
        String detail = "Something unexpected happened; the log of the service says what.";
        return answer(e, exchange, HttpStatus.INTERNAL_SERVER_ERROR, detail);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof JacksonException json
                ? badJson(json, exchange)
                : badInput(new BadInputException("body", "is missing", "a JSON object"), exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleResponseStatusException(
            ResponseStatusException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        if (e instanceof NoResourceFoundException) {
            e.setDetail("There is nothing at this address; the page at / lists what there is.");
        }
        return super.handleResponseStatusException(e, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleMethodNotAllowedException(
            MethodNotAllowedException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        e.setDetail(
                "%s is not possible here; possible: %s.".formatted(e.getHttpMethod(), list(e.getSupportedMethods())));
        return super.handleMethodNotAllowedException(e, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleNotAcceptableStatusException(
            NotAcceptableStatusException e, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        e.setDetail("The answer can be had as %s only.".formatted(list(e.getSupportedMediaTypes())));
        return super.handleNotAcceptableStatusException(e, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleUnsupportedMediaTypeStatusException(
            UnsupportedMediaTypeStatusException e,
            HttpHeaders headers,
            HttpStatusCode status,
            ServerWebExchange exchange) {
        e.setDetail("The Content-Type of the body can only be %s.".formatted(list(e.getSupportedMediaTypes())));
        return super.handleUnsupportedMediaTypeStatusException(e, headers, status, exchange);
    }

    /** Whatever the client accepts: a problem is not what it has asked for. */
    @Override
    protected Mono<ResponseEntity<Object>> createResponseEntity(
            @Nullable Object body, @Nullable HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        return Mono.just(ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body));
    }

    private Mono<ResponseEntity<Object>> answer(
            Exception e, ServerWebExchange exchange, HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        return handleExceptionInternal(e, problem, new HttpHeaders(), status, exchange);
    }

    private static HttpHeaders retryAfter(String seconds) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, seconds);
        return headers;
    }

    private static String list(Collection<?> allowed) {
        return allowed.stream().map(Object::toString).sorted().collect(joining(", "));
    }
}

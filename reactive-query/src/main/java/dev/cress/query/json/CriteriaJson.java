package dev.cress.query.json;

import dev.cress.entity.EntityOptions;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.predicate.CriteriaBinder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Criteria of one type as JSON text, both ways. A value is written as the text that is stored for it and read by the codec of its property, so nothing in the text chooses a class; numbers and
 * booleans may also stand without quotes. What is read is checked as if it were written in Java. Safe for use by many threads; made once.
 *
 * <pre>{@code
 * {"and": [{"property": "country", "in": ["BR"]}, {"property": "population", "between": {"from": "1000000"}}]}
 * }</pre>
 *
 * @param <T> the entity type
 */
public final class CriteriaJson<T> {

    /** Most characters of a text. */
    public static final int MAX_LENGTH = 65_536;

    /** A level of criteria is an object in an array. */
    private static final int MAX_NESTING = 2 * CriteriaBinder.MAX_DEPTH + 8;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private final EntityModel<T> model;
    private final JsonModels models;

    private CriteriaJson(Class<T> type, EntityOptions options) {
        this.model = EntityModel.of(type, options.converters());
        this.models = new JsonModels(options);
    }

    /**
     * The JSON of a type's criteria, where no converter is among the options of Cress.
     *
     * @param type an entity type
     * @param <T> the type
     * @return reads and writes its criteria
     * @throws dev.cress.error.MappingException when it is none
     */
    public static <T> CriteriaJson<T> of(Class<T> type) {
        return of(type, EntityOptions.DEFAULT);
    }

    /**
     * The JSON of a type's criteria.
     *
     * @param type an entity type
     * @param options the options of Cress, whose converters say how values are stored
     * @param <T> the type
     * @return reads and writes its criteria
     * @throws dev.cress.error.MappingException when it is none
     */
    public static <T> CriteriaJson<T> of(Class<T> type, EntityOptions options) {
        return new CriteriaJson<>(type, options);
    }

    /**
     * Writes criteria.
     *
     * @param criteria criteria
     * @return their text
     * @throws InvalidQueryException when they do not fit the type
     */
    public String write(Criteria<T> criteria) {
        CriteriaBinder.check(model, criteria, models::model);
        String text = new CriteriaWriter(model, models).node(criteria).toString();
        if (text.length() > MAX_LENGTH) {
            throw tooLong(text.length());
        }
        return text;
    }

    /**
     * Reads criteria.
     *
     * @param text JSON
     * @return the criteria; values are of their property's own type
     * @throws InvalidQueryException when it is no criteria, too long, too deep, or does not fit the type
     */
    public Criteria<T> read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw tooLong(text.length());
        }
        JsonNode node;
        try {
            node = READER.readValue(text);
        } catch (JacksonException e) {
            // Jackson's message quotes the text, and so would the cause.
            throw new InvalidQueryException(
                    "criteria are no JSON, or nest deeper than " + CriteriaBinder.MAX_DEPTH + " levels", null);
        }
        Criteria<T> criteria = new CriteriaReader<T>(model, models).criteria(node, 0);
        CriteriaBinder.check(model, criteria, models::model);
        return criteria;
    }

    private static InvalidQueryException tooLong(int length) {
        return new InvalidQueryException(
                "criteria have at most " + MAX_LENGTH + " characters as JSON, not " + length, null);
    }
}

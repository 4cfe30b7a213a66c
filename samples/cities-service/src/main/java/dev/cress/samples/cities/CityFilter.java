package dev.cress.samples.cities;

import dev.cress.query.Query;
import dev.cress.query.criteria.Criteria;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which cities are asked for; what is empty does not restrict.
 *
 * @param countries country codes, any of which matches
 * @param features feature codes, any of which matches
 * @param name a whole name, or the beginning of one followed by {@code *}
 * @param box where they lie
 */
record CityFilter(
        List<String> countries,
        List<String> features,
        Optional<String> name,
        Optional<Long> minPopulation,
        Optional<Long> maxPopulation,
        Optional<Box> box) {

    static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    static final String A_COUNTRY = "a country code of two capital letters, such as DE";

    /** Reads {@code country}, {@code feature}, {@code name}, {@code minPopulation}, {@code maxPopulation} and {@code box}. */
    static CityFilter from(Parameters parameters) {
        CityFilter filter = new CityFilter(
                parameters.list("country", A_COUNTRY, CityFilter::country),
                parameters.list("feature", "a GeoNames feature code such as PPLA", CityFilter::feature),
                parameters.value(
                        "name", "a name such as Paris, or the beginning of one such as San*", CityFilter::name),
                parameters.wholeNumber("minPopulation", 0, Long.MAX_VALUE),
                parameters.wholeNumber("maxPopulation", 0, Long.MAX_VALUE),
                parameters.value("box", Box.ALLOWED, Box::parse));
        if (filter.isContradiction()) {
            parameters.reject("minPopulation", "is above maxPopulation", "a number up to maxPopulation");
        }
        return filter;
    }

    /** Restricts a query to the cities that match. */
    Query<City> restrict(Query<City> query) {
        Query<City> restricted = query;
        for (Criteria<City> criteria : criteria()) {
            restricted = restricted.matching(criteria);
        }
        return restricted;
    }

    private List<Criteria<City>> criteria() {
        List<Criteria<City>> criteria = new ArrayList<>();
        if (!countries.isEmpty()) {
            criteria.add(Criteria.where(City::country).in(countries));
        }
        if (!features.isEmpty()) {
            criteria.add(Criteria.where(City::feature).in(features));
        }
        name.map(CityFilter::named).ifPresent(criteria::add);
        minPopulation.map(Criteria.where(City::population)::atLeast).ifPresent(criteria::add);
        maxPopulation.map(Criteria.where(City::population)::atMost).ifPresent(criteria::add);
        box.map(Box::criteria).ifPresent(criteria::add);
        return criteria;
    }

    private static Criteria<City> named(String name) {
        return name.endsWith("*")
                ? Criteria.where(City::name).startsWith(name.substring(0, name.length() - 1))
                : Criteria.where(City::name).is(name);
    }

    private boolean isContradiction() {
        return minPopulation.isPresent() && maxPopulation.isPresent() && minPopulation.get() > maxPopulation.get();
    }

    private static String country(String text) {
        if (!COUNTRY.matcher(text).matches()) {
            throw Parameters.wrong(text, "is not two capital letters");
        }
        return text;
    }

    private static String feature(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("has an empty value between its commas");
        }
        return notTooLong(text);
    }

    private static String notTooLong(String text) {
        if (!Fields.hasBytes(text, 1, 1024)) {
            throw Parameters.wrong(text, "is longer than 1024 bytes");
        }
        return text;
    }

    private static String name(String text) {
        int star = text.indexOf('*');
        if (star >= 0 && star < text.length() - 1) {
            throw Parameters.wrong(text, "has a * before its end");
        }
        if (star == 0) {
            throw Parameters.wrong(text, "has nothing before its *");
        }
        return notTooLong(text);
    }
}

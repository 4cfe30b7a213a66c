/**
 * The cities of the world behind HTTP: a Spring WebFlux service that keeps its data with Cress. To read it, begin with
 * {@link dev.cress.samples.cities.City} and {@link dev.cress.samples.cities.Cities}, then the controllers.
 */
@NullMarked
package dev.cress.samples.cities;

import org.jspecify.annotations.NullMarked;

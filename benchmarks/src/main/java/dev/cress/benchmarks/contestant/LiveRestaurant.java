package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.time.Instant;
import java.util.List;
import org.redisson.api.annotation.REntity;
import org.redisson.api.annotation.RId;
import org.redisson.api.annotation.RIndex;

/** The restaurant as Redisson maps it: a class of getters and setters that it extends at run time. */
@REntity
@SuppressWarnings({"NullAway.Init", "MissingSuperCall"
}) // Redisson calls the constructor without arguments, then the setters
public class LiveRestaurant {

    @RId
    private String id;

    private String name;

    @RIndex
    private String cuisine;

    @RIndex
    private String city;

    @RIndex
    private Boolean active;

    @RIndex
    private Double rating;

    @RIndex
    private Integer price;

    private String location;
    private String description;
    private String createdAt;
    private String tags;

    /** For Redisson. */
    public LiveRestaurant() {}

    static LiveRestaurant of(Restaurant r) {
        LiveRestaurant live = new LiveRestaurant();
        live.id = r.id();
        live.name = r.name();
        live.cuisine = r.cuisine();
        live.city = r.city();
        live.active = r.active();
        live.rating = r.rating();
        live.price = r.price();
        live.location = r.location().longitude() + "," + r.location().latitude();
        live.description = r.description();
        live.createdAt = r.createdAt().toString();
        live.tags = String.join(",", r.tags());
        return live;
    }

    Restaurant restaurant() {
        String[] position = getLocation().split(",", -1);
        return new Restaurant(
                getId(),
                getName(),
                getCuisine(),
                getCity(),
                getRating(),
                getPrice(),
                new GeoPoint(Double.parseDouble(position[0]), Double.parseDouble(position[1])),
                getActive(),
                getDescription(),
                Instant.parse(getCreatedAt()),
                List.of(getTags().split(",", -1)),
                1);
    }

    /** {@return the key} */
    public String getId() {
        return id;
    }

    /**
     * Sets a property.
     *
     * @param id the key
     */
    public void setId(String id) {
        this.id = id;
    }

    /** {@return the name} */
    public String getName() {
        return name;
    }

    /**
     * Sets a property.
     *
     * @param name the name
     */
    public void setName(String name) {
        this.name = name;
    }

    /** {@return the cuisine} */
    public String getCuisine() {
        return cuisine;
    }

    /**
     * Sets a property.
     *
     * @param cuisine the cuisine
     */
    public void setCuisine(String cuisine) {
        this.cuisine = cuisine;
    }

    /** {@return the city} */
    public String getCity() {
        return city;
    }

    /**
     * Sets a property.
     *
     * @param city the city
     */
    public void setCity(String city) {
        this.city = city;
    }

    /** {@return whether it is active} */
    public Boolean getActive() {
        return active;
    }

    /**
     * Sets a property.
     *
     * @param active whether it is active
     */
    public void setActive(Boolean active) {
        this.active = active;
    }

    /** {@return the rating} */
    public Double getRating() {
        return rating;
    }

    /**
     * Sets a property.
     *
     * @param rating the rating
     */
    public void setRating(Double rating) {
        this.rating = rating;
    }

    /** {@return the price} */
    public Integer getPrice() {
        return price;
    }

    /**
     * Sets a property.
     *
     * @param price the price
     */
    public void setPrice(Integer price) {
        this.price = price;
    }

    /** {@return the position} */
    public String getLocation() {
        return location;
    }

    /**
     * Sets a property.
     *
     * @param location the position
     */
    public void setLocation(String location) {
        this.location = location;
    }

    /** {@return the description} */
    public String getDescription() {
        return description;
    }

    /**
     * Sets a property.
     *
     * @param description the description
     */
    public void setDescription(String description) {
        this.description = description;
    }

    /** {@return when it was created} */
    public String getCreatedAt() {
        return createdAt;
    }

    /**
     * Sets a property.
     *
     * @param createdAt when it was created
     */
    public void setCreatedAt(String createdAt) {
        this.createdAt = createdAt;
    }

    /** {@return the tags} */
    public String getTags() {
        return tags;
    }

    /**
     * Sets a property.
     *
     * @param tags the tags
     */
    public void setTags(String tags) {
        this.tags = tags;
    }
}

package dev.cress.query;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plain class with a property of every kind that can be queried. */
@RedisEntity("measure")
public final class Measure {

    /** What a measure is worth. */
    public enum Grade {
        GOOD,
        POOR {
            @Override
            public String toString() {
                return "not good";
            }
        }
    }

    @Id
    private final String id;

    @Indexed
    private final int count;

    @Indexed
    private final double level;

    @Indexed
    private final float share;

    @Indexed
    private final boolean checked;

    @Indexed
    private final char mark;

    @Indexed
    private final @Nullable Grade grade;

    @Indexed
    private final @Nullable UUID device;

    @Indexed
    private final @Nullable Instant takenAt;

    @Indexed
    private final @Nullable LocalDate day;

    @Indexed
    private final @Nullable BigDecimal price;

    @Indexed
    private final @Nullable BigInteger serial;

    private final @Nullable String note;
    private final List<String> tags;
    private final @Nullable GeoPoint place;

    public Measure(
            String id,
            int count,
            double level,
            float share,
            boolean checked,
            char mark,
            @Nullable Grade grade,
            @Nullable UUID device,
            @Nullable Instant takenAt,
            @Nullable LocalDate day,
            @Nullable BigDecimal price,
            @Nullable BigInteger serial,
            @Nullable String note,
            List<String> tags,
            @Nullable GeoPoint place) {
        this.id = id;
        this.count = count;
        this.level = level;
        this.share = share;
        this.checked = checked;
        this.mark = mark;
        this.grade = grade;
        this.device = device;
        this.takenAt = takenAt;
        this.day = day;
        this.price = price;
        this.serial = serial;
        this.note = note;
        this.tags = tags;
        this.place = place;
    }

    /** The i-th of a series in which every property is a simple function of i. */
    static Measure of(int i) {
        return new Measure(
                "m" + i,
                i - 5,
                i / 4.0 - 1,
                i / 8f,
                i % 2 == 0,
                (char) ('a' + i % 26),
                i % 5 == 4 ? null : i % 5 < 2 ? Grade.GOOD : Grade.POOR,
                i % 7 == 6 ? null : new UUID(0, i),
                i % 7 == 5 ? null : Instant.ofEpochSecond(i - 10L, i),
                i % 7 == 4 ? null : LocalDate.of(2026, 1, 1).plusDays(i * 40L - 400),
                i % 7 == 3 ? null : new BigDecimal("0.1").multiply(BigDecimal.valueOf(i - 10)),
                i % 7 == 2 ? null : BigInteger.TWO.pow(70).multiply(BigInteger.valueOf(i - 10)),
                i % 7 == 1 ? null : "n" + i % 10,
                List.of("t" + i),
                i % 7 == 0 ? null : new GeoPoint(i, i));
    }

    public String getId() {
        return id;
    }

    public int getCount() {
        return count;
    }

    public double getLevel() {
        return level;
    }

    public float getShare() {
        return share;
    }

    public boolean isChecked() {
        return checked;
    }

    public char getMark() {
        return mark;
    }

    public @Nullable Grade getGrade() {
        return grade;
    }

    public @Nullable UUID getDevice() {
        return device;
    }

    public @Nullable Instant getTakenAt() {
        return takenAt;
    }

    public @Nullable LocalDate getDay() {
        return day;
    }

    public @Nullable BigDecimal getPrice() {
        return price;
    }

    public @Nullable BigInteger getSerial() {
        return serial;
    }

    public @Nullable String getNote() {
        return note;
    }

    public List<String> getTags() {
        return tags;
    }

    public @Nullable GeoPoint getPlace() {
        return place;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measure measure && measure.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}

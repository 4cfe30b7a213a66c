package dev.cress.metric;

import java.util.List;

/**
 * Everything that is measured. Tags have few values each: ids, keys and values of entities are never among them.
 */
public enum CressMeter {
    /** Events that readers of feeds, live queries and groups got. */
    FEED_EVENTS("cress.feed.events", Kind.COUNTER, "events", "entity", "group", "operation"),
    /** Events that were written and not read, or by a group not done, yet. Of a group: in the partitions that this program has. */
    FEED_LAG("cress.feed.lag", Kind.SUM, "events", "entity", "group"),
    /** How much younger the last event is than the last one that was read, or done; of several readers the longest time. */
    FEED_LAG_TIME("cress.feed.lag.time", Kind.MAXIMUM, "seconds", "entity", "group"),
    /** How often events were gone before they were read. */
    FEED_GAPS("cress.feed.gaps", Kind.COUNTER, "gaps", "entity", "group"),
    /** How often a partition had lost events that were read before. */
    FEED_REWINDS("cress.feed.rewinds", Kind.COUNTER, "rewinds", "entity", "group"),
    /** Deliveries of events that were tried before. */
    GROUP_REDELIVERIES("cress.group.redeliveries", Kind.COUNTER, "deliveries", "entity", "group"),
    /** Events that went to the dead letters. */
    GROUP_DEAD_LETTERS("cress.group.dead.letters", Kind.COUNTER, "events", "entity", "group"),
    /** Messages that wait for subscribers of channels. */
    CHANNEL_BUFFER("cress.channel.buffer", Kind.SUM, "messages", "channel"),
    /** Messages that had no room. */
    CHANNEL_DROPPED("cress.channel.dropped", Kind.COUNTER, "messages", "channel"),
    /** Messages that were not of a channel's form. */
    CHANNEL_UNDECODABLE("cress.channel.undecodable", Kind.COUNTER, "messages", "channel"),
    /** How often a subscriber may have missed messages, by cause. */
    CHANNEL_GAPS("cress.channel.gaps", Kind.COUNTER, "gaps", "channel", "cause"),
    /** Queries that were run, by the shape of their plan. */
    QUERIES("cress.queries", Kind.COUNTER, "queries", "entity", "plan"),
    /** Candidates that queries read to compare them with what was asked. */
    QUERY_READ("cress.query.read", Kind.COUNTER, "entities", "entity", "plan"),
    /** Candidates that turned out to be no results. */
    QUERY_DISCARDED("cress.query.discarded", Kind.COUNTER, "entities", "entity", "plan");

    /** How values come together. */
    public enum Kind {
        /** Counts up. */
        COUNTER,
        /** A gauge: the sum over all that report. */
        SUM,
        /** A gauge: the greatest of all that report. */
        MAXIMUM
    }

    private final String meterName;
    private final Kind kind;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> tags;

    CressMeter(String meterName, Kind kind, String unit, String... tags) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.tags = List.of(tags);
    }

    /** {@return its name in a registry} */
    public String meterName() {
        return meterName;
    }

    /** {@return how values come together} */
    public Kind kind() {
        return kind;
    }

    /** {@return of what it is} */
    public String unit() {
        return unit;
    }

    /** {@return names of its tags} */
    public List<String> tags() {
        return tags;
    }
}

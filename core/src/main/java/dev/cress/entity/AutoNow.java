package dev.cress.entity;

import java.util.function.Function;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Whether saves set dates and users by themselves. They do, unless their subscriber says otherwise: {@code save(city).contextWrite(AutoNow.skipped())}, as for an import. */
public final class AutoNow {

    private static final Object KEY = AutoNow.class;

    private AutoNow() {}

    /**
     * Leaves properties with {@code @CreatedDate}, {@code @LastModifiedDate}, {@code @CreatedBy} and {@code @LastModifiedBy} as the entity has them.
     *
     * @return what {@code contextWrite} takes
     */
    public static Function<Context, Context> skipped() {
        return context -> context.put(KEY, true);
    }

    static boolean isSkipped(ContextView context) {
        return context.hasKey(KEY);
    }
}

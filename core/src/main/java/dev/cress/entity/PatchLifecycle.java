package dev.cress.entity;

import dev.cress.mapping.AutoValue;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.PatchStep;
import dev.cress.validation.EntityValidator;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What happens to patches on their way to the writer, in the order that {@link EntityCallbacks} documents. */
record PatchLifecycle<T>(
        EntityModel<T> model,
        EntityOptions options,
        CallbackChain<T> callbacks,
        @Nullable EntityValidator validator) {

    /**
     * Patches between its callbacks.
     *
     * @param id bytes of an id
     * @param plan what the patch does
     * @param patch emits what came of it, given what the patch sets beside the plan
     */
    Mono<WriteResult<T>> patching(byte[] id, PatchPlan<T> plan, Function<List<PatchStep>, Mono<WriteResult<T>>> patch) {
        return callbacks.isEmpty() && validator == null && !model.completion().setsDatesOrUsers()
                ? patch.apply(List.of())
                : before(id, plan).flatMap(patch).flatMap(result -> after(id, result));
    }

    /** Emits what a patch sets beside its plan, when nothing keeps it from being sent. */
    Mono<List<PatchStep>> before(byte[] id, PatchPlan<T> plan) {
        String text = new String(id, StandardCharsets.UTF_8);
        Mono<List<PatchStep>> steps = model.completion().setsDatesOrUsers() ? stamps() : Mono.just(List.of());
        if (validator != null) {
            steps = Mono.<Void>fromRunnable(() -> plan.validate(validator)).then(steps);
        }
        return callbacks.isEmpty()
                ? steps
                : callbacks
                        .told(callback -> callback.beforePatch(text, plan.changes()))
                        .then(steps);
    }

    /** Reports a patch; emits the same. */
    Mono<WriteResult<T>> after(byte[] id, WriteResult<T> result) {
        if (callbacks.isEmpty() || !(result.effect() instanceof WriteResult.Written<T> written)) {
            return Mono.just(result);
        }
        String text = new String(id, StandardCharsets.UTF_8);
        return callbacks
                .told(callback -> callback.afterPatch(text, written.version()))
                .thenReturn(result);
    }

    /** What a patch sets by itself; some of it only if it creates. */
    private Mono<List<PatchStep>> stamps() {
        return Mono.deferContextual(context -> AutoNow.isSkipped(context)
                ? Mono.just(List.of())
                : options.user(model).map(this::stamps));
    }

    private List<PatchStep> stamps(Optional<Object> user) {
        ZonedDateTime now = ZonedDateTime.now(options.clock());
        return PatchPlan.stamps(
                model,
                model.completion().values(new AutoValue(false, now, user.orElse(null))),
                model.completion().values(new AutoValue(true, now, user.orElse(null))));
    }
}

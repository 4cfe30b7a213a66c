package dev.cress.connection;

import dev.cress.script.ScriptText;
import dev.cress.write.Durability;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** One request on its way: attempts until it has an outcome. */
final class Exchange<R> {

    /** Receives the outcome, once. */
    interface Listener<R> {

        void onReply(R reply);

        void onFailure(Throwable failure);

        /** Whether the outcome is of no interest any more: nothing is sent from then on. */
        boolean abandoned();
    }

    /** Nodes that have not heard of each other's slots yet could send a command to and fro. */
    private static final int MOST_HOPS = 5;

    private final LettuceRedisExecutor executor;
    private final CommandQueue channel;
    private final Request<R> request;
    private final Listener<R> listener;
    private final long begun = System.nanoTime();
    private int attempts;
    private int hops;
    private boolean sendText;
    private boolean mayBeApplied;

    Exchange(LettuceRedisExecutor executor, CommandQueue channel, Request<R> request, Listener<R> listener) {
        this.executor = executor;
        this.channel = channel;
        this.request = request;
        this.listener = listener;
    }

    /** Builds the command of the next attempt; the caller submits it. */
    Attempt nextAttempt() {
        return nextAttempt(null);
    }

    private Attempt nextAttempt(@Nullable Redirect redirect) {
        attempts++;
        Attempt attempt = newAttempt(redirect);
        attempt.onOutcome((reply, failure) -> completed(attempt, reply, failure));
        return attempt;
    }

    private Attempt newAttempt(@Nullable Redirect redirect) {
        Durability durability = request.durability();
        if (durability == null && request.idempotent() && !request.writes()) {
            return new RepeatableAttempt(command(), listener::abandoned, redirect);
        }
        return durability == null
                ? new Attempt(command(), listener::abandoned, joinable(), redirect)
                : new ReplicatedAttempt(
                        command(),
                        listener::abandoned,
                        firstKey(),
                        durability,
                        () -> !executor.withinDeadline(begun),
                        redirect);
    }

    /** A token's reply is kept for one write, a text is sent so that the server knows it, and what was refused once goes alone: keys of others may be on their way to another node. */
    private @Nullable JoinableCall joinable() {
        ScriptCall<R> call = request.script().orElse(null);
        return call == null
                        || attempts > 1
                        || request.idempotent()
                        || !call.script().joinable()
                ? null
                : new JoinableCall(call.script(), call.keys(), call.arguments(), executor.flaggedScripts());
    }

    private byte[] firstKey() {
        return request.script().orElseThrow().keys().get(0);
    }

    void refuse() {
        listener.onFailure(
                mayBeApplied && request.writes()
                        ? FailureTranslator.translate(
                                request, Failure.UNKNOWN, new NotSentException("the queue is full"))
                        : FailureTranslator.overloaded(request, null));
    }

    private void send() {
        if (listener.abandoned()) {
            return;
        }
        if (!channel.submit(List.of(nextAttempt()))) {
            refuse();
        }
    }

    @SuppressWarnings("unchecked")
    private Command<byte[], byte[], Object> command() {
        ScriptCall<R> call = request.script().orElse(null);
        if (call == null) {
            CommandOutput<byte[], byte[], Object> output = (CommandOutput<byte[], byte[], Object>) request.newOutput();
            return new Command<>(request.command(), output, request.args());
        }
        ScriptText text = executor.flaggedScripts()
                ? call.script().flagged()
                : call.script().plain();
        return new ScriptCommand(sendText ? CommandType.EVAL : CommandType.EVALSHA, call, text, request::newOutput);
    }

    private void completed(Attempt attempt, @Nullable Object reply, @Nullable Throwable failure) {
        if (failure != null) {
            failed(attempt, failure);
            return;
        }
        if (reply instanceof Awaited awaited && awaited.failure() != null && asksAgain(awaited.failure())) {
            return;
        }
        R decoded;
        try {
            decoded = request.decode(Objects.requireNonNull(reply, "no reply"));
        } catch (RuntimeException e) {
            listener.onFailure(FailureTranslator.undecodable(request, e));
            return;
        }
        listener.onReply(decoded);
    }

    /** It is written, and who has it is not known: a write with a token can be sent again to ask. */
    private boolean asksAgain(Throwable failure) {
        Failure meaning = FailureClassifier.classify(failure);
        if (meaning == Failure.DENIED) {
            listener.onFailure(FailureTranslator.mayNotWait(request, failure));
            return true;
        }
        boolean again = request.idempotent() && repeatable(meaning) && executor.withinDeadline(begun);
        if (again) {
            sendLater();
        }
        return again;
    }

    private void sendLater() {
        hops = 0;
        Schedulers.parallel().schedule(this::send, executor.pauseNanos(attempts), TimeUnit.NANOSECONDS);
    }

    private void failed(Attempt attempt, Throwable failure) {
        Failure meaning = FailureClassifier.classify(failure);
        mayBeApplied |= meaning == Failure.UNKNOWN;
        if (meaning == Failure.NOT_CACHED && !sendText) {
            sendText = true;
            send();
        } else if (repeatable(meaning) && executor.withinDeadline(begun)) {
            sendAgain(Redirect.of(failure, attempt.node()));
        } else {
            listener.onFailure(
                    executor.closed() && !(mayBeApplied && request.writes()) && repeatable(meaning)
                            ? FailureTranslator.closed(request, failure)
                            : FailureTranslator.translate(request, outcome(meaning), failure));
        }
    }

    private void sendAgain(@Nullable Redirect redirect) {
        if (redirect == null || hops == MOST_HOPS) {
            sendLater();
        } else if (!listener.abandoned()) {
            hops++;
            channel.sendOn(nextAttempt(redirect));
        }
    }

    /** What the last attempt met says nothing of one whose reply was lost. */
    private Failure outcome(Failure meaning) {
        return mayBeApplied && request.writes() ? Failure.UNKNOWN : meaning;
    }

    private boolean repeatable(Failure meaning) {
        return meaning == Failure.NOT_APPLIED || (meaning == Failure.UNKNOWN && request.idempotent());
    }
}

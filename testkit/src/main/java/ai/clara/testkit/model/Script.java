package ai.clara.testkit.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What the server does with one request: steps in order, then a proper end unless a step ended it. */
public final class Script {
    private static final Duration CALM = Duration.ofMillis(50);
    private final List<Step> steps;

    private Script(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** One thing the server does. */
    sealed interface Step {
        /** One streamed piece. */
        record Say(String piece) implements Step {}

        /** Stands before a gate; the connection is watched meanwhile. */
        record Hold(Gate gate) implements Step {}

        /** Stands for a while; the connection is watched meanwhile. */
        record Wait(Duration time) implements Step {}

        /** Closes the connection without an end. */
        record Cut() implements Step {}

        /** Answers with an error; only as the first step. */
        record Refuse(int status, String body, OptionalInt retryAfterSeconds) implements Step {}
    }

    /** An empty answer to build on. */
    public static Script start() {
        return new Script(List.of());
    }

    /** This text in one piece. */
    public static Script say(String text) {
        return start().then(text);
    }

    /** These pieces, a calm pace between them. */
    public static Script slow(String... pieces) {
        var script = start();
        for (String piece : pieces) {
            script = script.then(piece).waits(CALM);
        }
        return script;
    }

    /** These pieces, one streamed chunk each. */
    public static Script pieces(String... pieces) {
        var script = start();
        for (String piece : pieces) {
            script = script.then(piece);
        }
        return script;
    }

    /** Answers nothing and keeps the connection until the client or the server closes. */
    public static Script hang() {
        return start().hold(new Gate());
    }

    /** An error with this body. */
    public static Script error(int status, String body) {
        return new Script(List.of(new Step.Refuse(status, body, OptionalInt.empty())));
    }

    /** An error in the words of the dialect. */
    public static Script error(int status) {
        return error(
                status, "{\"error\":{\"message\":\"scripted " + status + "\",\"type\":\"scripted\",\"code\":null}}");
    }

    /** A 429 that names its wait. */
    public static Script tooMany(int retryAfterSeconds) {
        return new Script(List.of(new Step.Refuse(
                429,
                "{\"error\":{\"message\":\"scripted 429\",\"type\":\"rate_limit\"}}",
                OptionalInt.of(retryAfterSeconds))));
    }

    /** Answers every request with its whole prompt. */
    public static Function<Request, Script> echo() {
        return request -> say(request.prompt());
    }

    /** Another piece. */
    public Script then(String piece) {
        return with(new Step.Say(piece));
    }

    /** Stops until the gate is open. */
    public Script hold(Gate gate) {
        return with(new Step.Hold(gate));
    }

    /** Stops for a while. */
    public Script waits(Duration time) {
        return with(new Step.Wait(time));
    }

    /** Breaks the connection here, without the dialect's end. */
    public Script cut() {
        return with(new Step.Cut());
    }

    List<Step> steps() {
        return steps;
    }

    Optional<Step.Refuse> refusal() {
        return !steps.isEmpty() && steps.getFirst() instanceof Step.Refuse refuse
                ? Optional.of(refuse)
                : Optional.empty();
    }

    private Script with(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Script(more);
    }
}

package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * What the server does with one request: steps in order, then a proper end unless a step ended it; and how its bytes travel. One
 * script speaks either wire format.
 */
public final class Script {
    private static final Duration CALM = Duration.ofMillis(50);
    private final List<Step> steps;
    private final Manner manner;
    private final Delivery delivery;

    private Script(List<Step> steps, Manner manner, Delivery delivery) {
        this.steps = List.copyOf(steps);
        this.manner = manner;
        this.delivery = delivery;
    }

    /** Why the model stopped. */
    public enum Ending {
        STOP,
        LENGTH,
        /** The model's provider filtered the content. */
        FILTERED,
        /** HTTP ends properly, but neither a reason nor the dialect's mark of the end was sent. */
        NONE
    }

    /** How an error inside a stream looks. */
    public enum Failure {
        /** An object with an error and nothing after it. */
        BARE,
        /** The error stands in an event that looks like others, and the dialect's mark of the end follows. */
        ENDED
    }

    /** How the lines of a stream end. */
    public enum LineEnds {
        LF,
        CRLF,
        /** Either, by a seed. */
        MIXED
    }

    /** What is sent before the first step. */
    enum Opening {
        NOTHING,
        HEADERS,
        FIRST_EVENT
    }

    /** What frames the steps. Empty usage means that words are counted; withheld usage is not sent at all. */
    record Manner(Opening opening, Ending ending, Optional<TokenUsage> usage, boolean usageWithheld) {
        static final Manner PLAIN = new Manner(Opening.FIRST_EVENT, Ending.STOP, Optional.empty(), false);
    }

    /** An empty answer to build on. */
    public static Script start() {
        return new Script(List.of(), Manner.PLAIN, Delivery.PLAIN);
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

    /** Begins an answer, says nothing and keeps the connection until the client or the server closes. */
    public static Script hang() {
        return start().hold(new Gate());
    }

    /** The headers of a good answer, then silence. */
    public static Script headersThenSilence() {
        return start().opening(Opening.HEADERS).hold(new Gate());
    }

    /** Takes the request and sends not a byte. */
    public static Script neverAnswers() {
        return silentUntil(new Gate());
    }

    /** Sends not a byte before the gate is open. */
    public static Script silentUntil(Gate gate) {
        return start().opening(Opening.NOTHING).hold(gate);
    }

    /** Good headers, then this body, which is no stream of the dialect. */
    public static Script body(String text) {
        return start().opening(Opening.HEADERS).raw(text).ends(Ending.NONE);
    }

    /** An error with this body. */
    public static Script error(int status, String body) {
        return refuse(status, Optional.of(body), Map.of());
    }

    /** An error in the words of the dialect. */
    public static Script error(int status) {
        return refuse(status, Optional.empty(), Map.of());
    }

    /** A 429 that names its wait. */
    public static Script tooMany(int retryAfterSeconds) {
        return tooMany(Integer.toString(retryAfterSeconds));
    }

    /** A 429 whose {@code Retry-After} is this: seconds, a date, or nonsense. */
    public static Script tooMany(String retryAfter) {
        return refuse(429, Optional.empty(), Map.of("Retry-After", retryAfter));
    }

    /** An error with these headers, in the words of the dialect unless a body is given. */
    public static Script refuse(int status, Optional<String> body, Map<String, String> headers) {
        return start().with(new Step.Refuse(status, body, Map.copyOf(headers)));
    }

    /** Answers every request with its whole prompt. */
    public static Function<Request, Script> echo() {
        return request -> say(request.prompt());
    }

    /** Another piece. */
    public Script then(String piece) {
        return with(new Step.Say(piece));
    }

    /** Stops, silent, until the gate is open. */
    public Script hold(Gate gate) {
        return with(new Step.Hold(gate));
    }

    /** Stops for a while, silent. */
    public Script waits(Duration time) {
        return with(new Step.Wait(time));
    }

    /** This many events that mean nothing, at this pace. */
    public Script keepAlive(int times, Duration pace) {
        return with(new Step.KeepAlive(times, pace));
    }

    /** Events that mean nothing until the client closes. */
    public Script keepAliveForEver(Duration pace) {
        return with(new Step.KeepAlive(Long.MAX_VALUE, pace));
    }

    /** These characters instead of an event. */
    public Script raw(String text) {
        return with(new Step.Raw(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Random bytes instead of an event. */
    public Script garbage(long seed, int bytes) {
        var random = new byte[bytes];
        new Random(seed).nextBytes(random);
        return with(new Step.Raw(random));
    }

    /** One data line of this many bytes, its end included. */
    public Script longLine(long bytes) {
        return with(new Step.LongLine(bytes));
    }

    /** An error inside the stream, which ends there while its status was 200. */
    public Script fails(Failure failure) {
        return with(new Step.Fail(failure));
    }

    /** Breaks the connection here, without the dialect's end and without HTTP's. */
    public Script cut() {
        return with(new Step.Cut(false));
    }

    /** Resets the connection here. */
    public Script reset() {
        return with(new Step.Cut(true));
    }

    /** Closes the connection when this many bytes of the whole response, its headers included, were sent. */
    public Script cutAfter(long bytes) {
        return new Script(steps, manner, delivery.endingAfter(bytes, false));
    }

    /** Resets the connection when this many bytes of the whole response, its headers included, were sent. */
    public Script resetAfter(long bytes) {
        return new Script(steps, manner, delivery.endingAfter(bytes, true));
    }

    /** Sends the bytes in writes of 1 to this many each. */
    public Script sliced(long seed, int bytesMax) {
        return new Script(steps, manner, delivery.sliced(seed, bytesMax));
    }

    public Script lineEnds(LineEnds ends) {
        return new Script(steps, manner, delivery.withLineEnds(ends));
    }

    /** Without chunks: the body ends where the connection does, so that a cut looks like an end to HTTP. */
    public Script untilClose() {
        return new Script(steps, manner, delivery.untilClose());
    }

    public Script ends(Ending ending) {
        return with(new Manner(manner.opening(), ending, manner.usage(), manner.usageWithheld()));
    }

    /** The tokens that are told; without it words are counted. */
    public Script usage(long input, long output) {
        return with(new Manner(manner.opening(), manner.ending(), Optional.of(new TokenUsage(input, output)), false));
    }

    /** Tells no tokens, not even to a client that asks. */
    public Script withoutUsage() {
        return with(new Manner(manner.opening(), manner.ending(), Optional.empty(), true));
    }

    /**
     * The response to this request, headers included, as it travels when no byte count cuts it and no gate is closed. The same
     * question asked again gets as many bytes, so that a test can let a fault happen at each of them.
     */
    public byte[] bytes(Request request) {
        if (steps.stream()
                .anyMatch(step -> step instanceof Step.KeepAlive(long times, var _) && times == Long.MAX_VALUE)) {
            throw new IllegalArgumentException("it never ends");
        }
        var paper = new Paper();
        new Answering(new Outlet(paper, delivery.whole()), request).play(this);
        return paper.bytes();
    }

    List<Step> steps() {
        return steps;
    }

    Manner manner() {
        return manner;
    }

    Delivery delivery() {
        return delivery;
    }

    private Script opening(Opening opening) {
        return with(new Manner(opening, manner.ending(), manner.usage(), manner.usageWithheld()));
    }

    private Script with(Manner other) {
        return new Script(steps, other, delivery);
    }

    private Script with(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Script(more, manner, delivery);
    }
}

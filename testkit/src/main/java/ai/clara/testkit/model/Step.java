package ai.clara.testkit.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One thing the server does. */
sealed interface Step {
    /** One streamed piece. */
    record Say(String piece) implements Step {}

    /** Bytes as they are, instead of an event. */
    record Raw(byte[] bytes) implements Step {}

    /** One line of this many bytes. */
    record LongLine(long bytes) implements Step {}

    /** Events that mean nothing, at this pace. */
    record KeepAlive(long times, Duration pace) implements Step {}

    /** Stands before a gate, silent; the connection is watched meanwhile. */
    record Hold(Gate gate) implements Step {}

    /** Stands for a while, silent; the connection is watched meanwhile. */
    record Wait(Duration time) implements Step {}

    /** An error inside the stream, which ends there. */
    record Fail(Script.Failure failure) implements Step {}

    /** Closes the connection without an end. */
    record Cut(boolean reset) implements Step {}

    /** Answers with an error; only as the first step. Without a body it is the dialect's own. */
    record Refuse(int status, Optional<String> body, Map<String, String> headers) implements Step {}
}

package ai.clara.llm.resilience;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The course of one turn through a chain: who is called, how often, and what comes after a failure. Used by one thread. */
final class Course {
    private static final Logger log = LoggerFactory.getLogger(Course.class);

    /** With another standing by, nobody waits longer than this for the same one. */
    private static final Duration WAIT_MAX_WITH_OTHERS = Duration.ofSeconds(10);
    /** A call that has less time than this left is not worth making. */
    private static final Duration CALL_MIN = Duration.ofSeconds(1);

    private final List<Member> chain;
    private final Instant deadline;
    private final Clock clock;
    private final Backoff backoff;
    /** By service, the last of each. */
    private final Map<String, ModelException> failures = new LinkedHashMap<>();

    private int at;
    private int calls;
    private int callsHere;

    Course(List<Member> chain, Instant deadline, Clock clock, Backoff backoff) {
        this.chain = chain;
        this.deadline = deadline;
        this.clock = clock;
        this.backoff = backoff;
        this.at = willing(0).orElse(0);
        if (at > 0) {
            log.info("{} rests after failures, {} begins", chain.getFirst().service(), member().service());
        }
    }

    Member member() {
        return chain.get(at);
    }

    /** A call is about to be made. */
    void calling() {
        calls++;
        callsHere++;
    }

    void answered() {
        member().circuit().answered();
    }

    /** The answer broke off after some of it was shown: it is neither repeated nor called whole. */
    ModelException brokeOff(ModelException cause) {
        member().circuit().failed();
        log.warn("answer of {} at {} broke off: {}", member().model().name(), member().service(), cause.kind());
        return new ModelException(
                Kind.TRUNCATED,
                "The answer broke off because " + member().service()
                        + " stopped in the middle; what you see is not all of it, please ask again.",
                cause);
    }

    /**
     * Goes on after a failure before anything was shown.
     *
     * @return how long to wait before the next call
     * @throws ModelException when nothing is left to try
     */
    Duration after(ModelException failure) {
        failures.put(member().service(), failure);
        if (failure.retryable()) {
            member().circuit().failed();
        }
        Optional<Duration> wait = again(failure);
        if (wait.isPresent()) {
            log.info(
                    "{} at {} failed ({}), call {} follows in {} ms",
                    member().model().name(),
                    member().service(),
                    failure.kind(),
                    calls + 1,
                    wait.get().toMillis());
            return wait.get();
        }
        Optional<Integer> next =
                calls < ResilientChat.CALLS_MAX && left().compareTo(CALL_MIN) >= 0 ? willing(at + 1) : Optional.empty();
        if (next.isEmpty()) {
            throw dead(failure);
        }
        Member before = member();
        at = next.get();
        callsHere = 0;
        log.warn(
                "{} at {} failed ({}), {} at {} takes over",
                before.model().name(),
                before.service(),
                failure.kind(),
                member().model().name(),
                member().service());
        return Duration.ZERO;
    }

    /** The wait before the same is called again; empty when it is not. Everyone who stands by keeps one call. */
    private Optional<Duration> again(ModelException failure) {
        boolean others =
                chain.stream().skip(at + 1L).anyMatch(one -> !one.circuit().rests());
        int kept = chain.size() - 1 - at;
        boolean leave =
                others && (failure.kind() == Kind.TIMEOUT || member().circuit().rests());
        if (!failure.retryable()
                || leave
                || callsHere >= ResilientChat.CALLS_PER_MEMBER_MAX
                || calls + kept >= ResilientChat.CALLS_MAX) {
            return Optional.empty();
        }
        Duration own = backoff.after(callsHere);
        Duration wait =
                failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        boolean fits = wait.compareTo(left().minus(CALL_MIN)) <= 0;
        boolean tooLong = others && wait.compareTo(WAIT_MAX_WITH_OTHERS) > 0;
        return fits && !tooLong ? Optional.of(wait) : Optional.empty();
    }

    private Duration left() {
        return Duration.between(clock.instant(), deadline);
    }

    /** The first from this place on whose service does not rest. */
    private Optional<Integer> willing(int from) {
        for (int i = from; i < chain.size(); i++) {
            if (chain.get(i).circuit().lets()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** One sentence for the whole chain. A single service speaks for itself. */
    private ModelException dead(ModelException last) {
        log.warn("no answer after {} calls to {}", calls, failures.keySet());
        if (failures.size() == 1) {
            return advised(last);
        }
        String each = failures.entrySet().stream()
                .map(failed -> failed.getKey() + " " + what(failed.getValue().kind()))
                .reduce((some, more) -> some + ", " + more)
                .orElseThrow();
        Optional<ModelException> passing =
                failures.values().stream().filter(ModelException::retryable).reduce((first, second) -> second);
        ModelException telling = passing.orElse(last);
        return new ModelException(telling.kind(), "No model could answer: " + each + advice(telling), last);
    }

    /** A service's own sentence, with what to do. */
    private static ModelException advised(ModelException problem) {
        String sentence = Objects.requireNonNullElse(problem.getMessage(), "The model failed.");
        return sentence.contains(";")
                ? problem
                : new ModelException(
                        problem.kind(),
                        sentence.replaceFirst("\\.$", "") + advice(problem),
                        problem,
                        problem.retryAfter());
    }

    private static String advice(ModelException problem) {
        return problem.retryable()
                ? "; please try again later."
                : "; whoever runs Clara sees more with ./clara models.";
    }

    private static String what(Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "cannot be reached";
            case OVERLOADED -> "is busy or its quota is used up";
            case TIMEOUT -> "did not answer in time";
            case TRUNCATED -> "broke off";
            case REFUSED -> "refused";
            case BAD_REQUEST -> "did not accept the request or the model";
            case CANCELLED -> "was stopped";
        };
    }
}

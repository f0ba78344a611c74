package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call that a vendor answers with an error. */
abstract class ContractOfRefusals extends ContractTable {
    @Test
    void aWaitInSecondsIsPassedOn() {
        ModelException e = outcome(Script.tooMany(7)).failed("429", Kind.OVERLOADED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(e.retryable()).isTrue();
    }

    @Test
    void aWaitUntilADateIsPassedOn() {
        var date = clock().instant().plusSeconds(90).atZone(ZoneOffset.UTC);
        ModelException e = outcome(Script.tooMany(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)))
                .failed("429 with a date", Kind.OVERLOADED);
        assertThat(e.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(91)));
    }

    @Test
    void aWaitIsPassedOnWithAnErrorOfTheServerToo() {
        ModelException e = outcome(Script.refuse(503, Optional.empty(), Map.of("Retry-After", "3")))
                .failed("503 with a wait", Kind.OVERLOADED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
    }

    /** Whoever waits knows how long is too long. */
    @Test
    void aHugeWaitIsPassedOnAsItIs() {
        ModelException e = outcome(Script.tooMany("1000000000")).failed("429, huge wait", Kind.OVERLOADED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(1_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-5", "1e9", "99999999999999999999999", "Sat, 99 Foo 2026 99:99:99 GMT"})
    void aWaitThatMeansNothingIsLeftOut(String wait) {
        ModelException e = outcome(Script.tooMany(wait)).failed("429 with " + wait, Kind.OVERLOADED);
        assertThat(e.retryAfter()).isEmpty();
    }

    @Test
    void withoutAWaitThereIsNone() {
        assertThat(outcome(Script.error(429)).failed("429", Kind.OVERLOADED).retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 529})
    void aProblemOfTheServerMayPass(int status) {
        ModelException e = outcome(Script.error(status)).failed("status " + status, Kind.OVERLOADED, Kind.UNREACHABLE);
        assertThat(e.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedKeyIsNotTriedAgainAndNotNamed(int status) {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"Incorrect API key: "
                        + KEY + "\"}}";
        ModelException e = outcome(Script.error(status, body)).failed("status " + status);
        assertThat(e.retryable()).isFalse();
        assertThat(e.getMessage()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void aWrongRequestIsNotTriedAgain(int status) {
        outcome(Script.error(status)).failed("status " + status, Kind.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>Bad gateway</body></html>", "[]", "null", "{\"error\":\"plain words\"}"})
    void anErrorIsToldByItsStatusWhateverItsBody(String body) {
        outcome(Script.error(503, body)).failed("503 with " + body, Kind.OVERLOADED, Kind.UNREACHABLE);
        outcome(Script.error(400, body)).failed("400 with " + body, Kind.BAD_REQUEST);
    }

    @Test
    void nobodyListens() {
        server.close();
        Outcome.of(model(), request()).failed("a closed server", Kind.UNREACHABLE);
    }
}

package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer that begins well. */
abstract class ContractOfBrokenStreams extends ContractOfRefusals {
    private static final long SEED = 20_261_122L;
    private static final int SAMPLE = 40;
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final long HUGE_BYTES = 64L * 1024 * 1024;
    private static final Duration PACE = Duration.ofMillis(5);
    private static final Script SPOKEN = Script.pieces(
                    "Grüße, ", "世界 ", "and \"quotes\" \\ {braces} ", "👋🏽 \n\n", "the end.")
            .usage(11, 7);
    private static final String TEXT = "Grüße, 世界 and \"quotes\" \\ {braces} 👋🏽 \n\nthe end.";

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void anAnswerCutAnywhereIsNotWhole(boolean reset, boolean untilClose) {
        Script spoken = untilClose ? SPOKEN.untilClose() : SPOKEN;
        outcome(spoken).finished("uncut");
        byte[] whole = spoken.bytes(lastCall().request());
        int reasonEnds = reasonEnds(whole);
        for (int place : places(whole)) {
            String when = "cut after %d of %d bytes, reset %s, until close %s"
                    .formatted(place, whole.length, reset, untilClose);
            Outcome outcome = outcome(reset ? spoken.resetAfter(place) : spoken.cutAfter(place));
            assertThat(TEXT).as(when).startsWith(outcome.text());
            if (place < reasonEnds || outcome.end().isEmpty()) {
                ModelException e = outcome.failed(when);
                assertThat(e.retryable()).as(when + ": " + e.kind()).isTrue();
                assertThat(e.kind()).as(when).isNotEqualTo(Kind.TIMEOUT);
            } else {
                assertThat(outcome.text()).as(when).isEqualTo(TEXT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamWithoutItsEndIsTruncated(boolean untilClose) {
        Script endless = SPOKEN.ends(Script.Ending.NONE);
        Outcome outcome = outcome(untilClose ? endless.untilClose() : endless);
        outcome.failed("no end", Kind.TRUNCATED);
        assertThat(outcome.text()).isEqualTo(TEXT);
    }

    @Test
    void anEmptyStreamIsNoAnswer() {
        assertThat(outcome(Script.body("")).failed("nothing in it").retryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInsideAGoodStreamIsAnError(Script.Failure failure) {
        Outcome outcome = outcome(Script.say("Half an ").fails(failure));
        outcome.failed("error after text", Kind.OVERLOADED);
        assertThat("Half an ").startsWith(outcome.text());
        outcome(Script.start().fails(failure)).failed("error as the first event", Kind.OVERLOADED);
    }

    @Test
    void keepAlivesForEverEndAtTheDeadline() {
        Script alive = Script.say("Wait").keepAliveForEver(PACE);
        outcome(alive, SHORT).failed("keep-alives for ever", Kind.TIMEOUT);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
    }

    @Test
    void keepAlivesBeforeAnythingElseEndAtTheDeadline() {
        outcome(Script.body("").keepAliveForEver(PACE), SHORT).failed("keep-alives only", Kind.TIMEOUT);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
    }

    @Test
    void someKeepAlivesChangeNothing() {
        Outcome outcome = outcome(Script.body("")
                .keepAlive(5, PACE)
                .then("a")
                .keepAlive(5, PACE)
                .then("b")
                .ends(Script.Ending.STOP));
        outcome.finished("keep-alives between");
        assertThat(outcome.text()).isEqualTo("ab");
    }

    @Test
    void silenceEndsAtTheDeadline() {
        outcome(Script.neverAnswers(), SHORT).failed("no answer", Kind.TIMEOUT);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
        outcome(Script.headersThenSilence(), SHORT).failed("headers only", Kind.TIMEOUT);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
        outcome(Script.say("Well").hold(new Gate()), SHORT).failed("silence after text", Kind.TIMEOUT);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "LF, 1, false", "LF, 2, true", "LF, 3, false", "LF, 7, true", "LF, 64, false", "LF, 1000, true",
        "CRLF, 1, true", "CRLF, 5, false", "CRLF, 100, false", "MIXED, 2, true", "MIXED, 11, false", "MIXED, 100, true"
    })
    void theTextIsTheSameHoweverItsBytesArrive(Script.LineEnds ends, int bytesMax, boolean untilClose) {
        Script sliced = SPOKEN.lineEnds(ends).sliced(SEED + bytesMax, bytesMax);
        Outcome outcome = outcome(untilClose ? sliced.untilClose() : sliced);
        outcome.finished(ends + " in pieces of " + bytesMax);
        assertThat(outcome.text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: <<<not json>>>\n\n", "data: {\"choices\":[{\n\n", "data: 42\n\n", "data: []\n\n"})
    void anEventThatIsNoneOfTheDialectFails(String event) {
        for (Script script : new Script[] {Script.say("a").raw(event).then("b"), Script.body(event)}) {
            ModelException e = outcome(script).failed(event.strip());
            assertThat(e.kind()).as(event).isNotIn(Kind.TIMEOUT, Kind.CANCELLED);
        }
    }

    @Test
    void aPageOfAProxyIsNoAnswer() {
        ModelException e = outcome(Script.body("<html>\n<body>Please log in</body>\n</html>\n"))
                .failed("HTML");
        assertThat(e.kind()).isNotIn(Kind.TIMEOUT, Kind.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noiseBetweenEventsFailsOrIsPassedOver(long seed) {
        Outcome outcome =
                outcome(Script.say("a").raw("\n").garbage(seed, 500).raw("\n\n").then("b"));
        outcome.failure()
                .ifPresentOrElse(
                        e -> assertThat(e.kind()).isNotIn(Kind.TIMEOUT, Kind.CANCELLED),
                        () -> assertThat(outcome.text()).isEqualTo("ab"));
    }

    @Test
    void aLineWithoutMeasureIsGivenUpEarly() {
        ModelException e =
                outcome(Script.say("a").longLine(HUGE_BYTES).then("b")).failed("a huge line");
        assertThat(e.kind()).isNotIn(Kind.TIMEOUT, Kind.CANCELLED);
        assertThat(lastCall().awaitEnd(PATIENCE)).contains(Call.End.CLIENT_CLOSED);
        // What the sockets hold counts as sent.
        assertThat(lastCall().bytesSent()).isLessThan(HUGE_BYTES / 2);
    }

    /** Some at random, every border of an event, and every place inside a letter. */
    private static SortedSet<Integer> places(byte[] whole) {
        var places = new TreeSet<Integer>();
        new Random(SEED).ints(SAMPLE, 0, whole.length).forEach(places::add);
        for (int i = 1; i < whole.length; i++) {
            boolean border = whole[i - 1] == '\n' && whole[i] == '\n';
            boolean insideLetter = (whole[i] & 0xC0) == 0x80;
            if (border || insideLetter) {
                places.add(i);
            }
        }
        return places;
    }

    private int reasonEnds(byte[] whole) {
        String reason = switch (wire()) {
            case OPENAI -> "\"finish_reason\":\"stop\"";
            case ANTHROPIC -> "\"stop_reason\":\"end_turn\"";
        };
        int begins = new String(whole, StandardCharsets.ISO_8859_1).indexOf(reason);
        assertThat(begins).isPositive();
        return begins + reason.length();
    }
}

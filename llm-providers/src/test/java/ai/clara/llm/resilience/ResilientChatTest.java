package ai.clara.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import ai.clara.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(30)
class ResilientChatTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final ManualClock clock = ManualClock.at("2026-11-22T08:30:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final List<ScriptedChat> models = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNREACHABLE", "OVERLOADED", "TIMEOUT", "TRUNCATED"})
    void aPassingFailureIsTriedAgain(Kind kind) {
        var model = model("first").fails(kind).fails(kind).answers("Hel", "lo");
        assertThat(answer(chain())).isEqualTo("Hello/first");
        assertThat(model.calls()).isEqualTo(3);
        assertThat(waits).hasSize(2).allSatisfy(wait -> assertThat(wait).isPositive());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"REFUSED", "BAD_REQUEST"})
    void aLastingFailureGoesToTheNextAtOnce(Kind kind) {
        var first = model("first").fails(kind);
        model("second").answers("Hi");
        assertThat(answer(chain())).isEqualTo("Hi/second");
        assertThat(first.calls()).isEqualTo(1);
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isZero());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"REFUSED", "BAD_REQUEST"})
    void aLastingFailureOfTheOnlyOneEndsTheTurn(Kind kind) {
        var only = model("only").fails(kind);
        var problem = failure(chain());
        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem).hasMessage("House of only failed; whoever runs Clara sees more with ./clara models.");
        assertThat(only.calls()).isEqualTo(1);
    }

    @Test
    void aStopIsNeitherRepeatedNorGivenToTheNext() {
        model("first").fails(Kind.CANCELLED);
        var second = model("second").answers("Hi");
        assertThat(failure(chain()).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(second.calls()).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "CANCELLED")
    void whatWasShownIsNeverRepeated(Kind kind) {
        var first = model("first").fails(kind, "The answer is ");
        var second = model("second").answers("The answer is 42");
        try (ChatStream stream = chain().stream(request())) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("The answer is "));
            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRUNCATED))
                    .hasMessage(
                            "The answer broke off because Service of first stopped in the middle; what you see is not all of"
                                    + " it, please ask again.");
        }
        assertThat(first.calls()).isEqualTo(1);
        assertThat(second.calls()).isZero();
    }

    /** The twin of {@link #whatWasShownIsNeverRepeated}: the same failure before the first word does go on. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "CANCELLED")
    void whatWasNotShownIsSaidByTheNext(Kind kind) {
        model("first").fails(kind);
        model("second").answers("The answer is 42");
        assertThat(answer(chain())).isEqualTo("The answer is 42/second");
    }

    @Test
    void callsOfATurnAreBoundedWhateverTheChain() {
        for (int length = 1; length <= ResilientChat.CALLS_MAX; length++) {
            models.clear();
            IntStream.range(0, length).forEach(i -> model("m" + i).fails(Kind.OVERLOADED));
            failure(chain());
            assertThat(models.stream().mapToInt(ScriptedChat::calls).sum())
                    .as("calls of a chain of %d", length)
                    .isEqualTo(Math.min(ResilientChat.CALLS_MAX, length * ResilientChat.CALLS_PER_MEMBER_MAX));
            assertThat(models)
                    .allSatisfy(model -> assertThat(model.calls())
                            .as("everyone is asked, nobody too often")
                            .isBetween(1, ResilientChat.CALLS_PER_MEMBER_MAX));
        }
    }

    @Test
    void aDeadChainIsOneSentenceThatNamesTheServices() {
        model("first").fails(Kind.OVERLOADED);
        model("second").fails(Kind.REFUSED);
        var problem = failure(chain());
        assertThat(problem)
                .hasMessage(
                        "No model could answer: Service of first is busy or its quota is used up, Service of second refused;"
                                + " please try again later.");
        assertThat(problem.kind()).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void theWaitGrowsWithFullJitter() {
        model("only").fails(Kind.OVERLOADED);
        failure(chain(1.0));
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000));
        waits.clear();
        failure(chain(0.0));
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void theVendorsOwnWaitIsHonoured() {
        model("only").asksToWait(Duration.ofSeconds(7)).answers("Hi");
        answer(chain());
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegun() {
        var first = model("first").asksToWait(Duration.ofDays(10_000));
        assertThat(failure(chain()).retryAfter()).contains(Duration.ofDays(10_000));
        assertThat(first.calls()).isEqualTo(1);
        assertThat(waits).isEmpty();
        model("second").answers("Hi");
        assertThat(answer(chain())).isEqualTo("Hi/second");
        assertThat(waits).containsExactly(Duration.ZERO);
    }

    @Test
    void aLongWaitIsLeftToWhoHasNobodyElse() {
        var first = model("first").asksToWait(Duration.ofSeconds(30)).answers("Hello");
        assertThat(answer(chain())).isEqualTo("Hello/first");
        models.clear();
        model("first").asksToWait(Duration.ofSeconds(30)).answers("Hello");
        model("second").answers("Hi");
        assertThat(answer(chain())).isEqualTo("Hi/second");
        assertThat(first.calls()).isEqualTo(2);
    }

    @Test
    void whoWasSilentOnceIsNotAskedAgainWhileAnotherStandsBy() {
        var first = model("first").fails(Kind.TIMEOUT).answers("late");
        model("second").answers("Hi");
        assertThat(answer(chain())).isEqualTo("Hi/second");
        assertThat(first.calls()).isEqualTo(1);
    }

    @Test
    void nothingIsCalledAfterTheDeadline() {
        var only = model("only").fails(Kind.OVERLOADED);
        var second = model("second").answers("Hi");
        try (ChatStream stream = chain().stream(request())) {
            clock.advance(PATIENCE);
            assertThatThrownBy(stream::next).isInstanceOf(ModelException.class);
        }
        assertThat(only.calls() + second.calls()).isEqualTo(1);
    }

    @Test
    void closingWhileItWaitsMakesNoFurtherCall() {
        var only = model("only").fails(Kind.OVERLOADED);
        var streams = new ArrayList<ChatStream>();
        var chat = new ResilientChat(members(), clock, () -> 1, (end, wait) -> {
            streams.getFirst().close();
            return end.getCount() == 0;
        });
        streams.add(chat.stream(request()));
        assertThatThrownBy(streams.getFirst()::next)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        assertThat(only.calls()).isEqualTo(1);
    }

    @Test
    void closingReachesTheCallThatRuns() throws InterruptedException {
        var only = model("only").hangs();
        var chat = new ResilientChat(members(), clock);
        var stream = chat.stream(request());
        var closer = Thread.startVirtualThread(stream::close);
        assertThatThrownBy(stream::next)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        closer.join();
        assertThat(only.calls()).isEqualTo(1);
        assertThat(only.closes()).isPositive();
    }

    @Test
    void anInterruptEndsTheWait() {
        var only = model("only").asksToWait(Duration.ofSeconds(60));
        var chat = new ResilientChat(members(), clock);
        try (var stream = chat.stream(request())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(only.calls()).isEqualTo(1);
    }

    @Test
    void whoFailedOftenRestsAndIsLookedAtAgain() {
        var first = model("first")
                .fails(Kind.UNREACHABLE)
                .fails(Kind.UNREACHABLE)
                .fails(Kind.UNREACHABLE)
                .fails(Kind.UNREACHABLE)
                .fails(Kind.UNREACHABLE)
                .answers("back");
        model("second").answers("Hi");
        var chat = chain(0.0);
        assertThat(answer(chat)).isEqualTo("Hi/second");
        assertThat(answer(chat)).isEqualTo("Hi/second");
        assertThat(first.calls()).isEqualTo(5);
        assertThat(answer(chat)).as("rests").isEqualTo("Hi/second");
        assertThat(first.calls()).isEqualTo(5);
        clock.advance(Circuit.REST);
        assertThat(answer(chat)).as("is looked at").isEqualTo("back/first");
        assertThat(answer(chat)).isEqualTo("back/first");
    }

    @Test
    void theOnlyOneNeverRests() {
        var only = model("only").fails(Kind.UNREACHABLE);
        var chat = chain(0.0);
        failure(chat);
        failure(chat);
        int before = only.calls();
        failure(chat);
        assertThat(only.calls()).isGreaterThan(before);
    }

    @Test
    void oneCallPerRestLooksWhetherAServiceIsBack() {
        var circuit = new Circuit(clock);
        IntStream.range(0, Circuit.FAILURES_MAX).forEach(i -> circuit.failed());
        assertThat(circuit.lets()).isFalse();
        clock.advance(Circuit.REST);
        assertThat(Stream.generate(circuit::lets).limit(5)).containsExactly(true, false, false, false, false);
        circuit.answered();
        assertThat(circuit.lets()).isTrue();
    }

    private ScriptedChat model(String name) {
        var model = new ScriptedChat(name);
        models.add(model);
        return model;
    }

    private ResilientChat chain() {
        return chain(0.5);
    }

    private ResilientChat chain(double random) {
        return new ResilientChat(members(), clock, () -> random, this::pass);
    }

    private List<Member> members() {
        return models.stream()
                .map(model -> new Member("Service of " + model.name(), model, new Circuit(clock)))
                .toList();
    }

    private boolean pass(CountDownLatch end, Duration wait) {
        waits.add(wait);
        clock.advance(wait);
        return end.getCount() == 0;
    }

    private ChatRequest request() {
        return new ChatRequest(
                Map.of(),
                new ChatMessage.FromPerson("Anna", clock.instant(), List.of(new Part.Text("hi"))),
                Optional.empty(),
                clock.instant().plus(PATIENCE));
    }

    private String answer(ResilientChat chat) {
        var text = new StringBuilder();
        try (ChatStream stream = chat.stream(request())) {
            while (true) {
                switch (stream.next()) {
                    case ChatDelta.Text(String piece) -> text.append(piece);
                    case ChatDelta.Finished finished -> {
                        return text + "/" + finished.model();
                    }
                }
            }
        }
    }

    private ModelException failure(ResilientChat chat) {
        var problem = catchThrowableOfType(ModelException.class, () -> answer(chat));
        assertThat(problem).isNotNull();
        return problem;
    }
}

package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.chat.Part;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ChatModel} that talks with a vendor keeps, whatever the vendor does. A dialect's test extends it and says how a
 * model is made. No case measures time; bounds are only patience.
 */
@Timeout(120)
public abstract class ChatModelContract extends ContractOfBrokenStreams {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final int MANY = 12;

    @Test
    void askedIsWhatTheRequestHolds() {
        outcome(Script.say("ok")).finished("a plain answer");
        Request asked = lastCall().request();
        assertThat(asked.wire()).isEqualTo(wire());
        assertThat(asked.model()).isEqualTo(NAME);
        assertThat(asked.streamed()).isTrue();
        assertThat(asked.prompt()).contains(PERSONA);
        assertThat(asked.lastText()).contains("hi");
        assertThat(asked.headers().values()).anyMatch(value -> value.contains(KEY));
    }

    @Test
    void piecesArriveInOrderAndWhileTheModelStillSpeaks() {
        var gate = new Gate();
        server.answer(request ->
                Script.say("one ").hold(gate).then("two ").then("three").usage(11, 7));
        try (ChatStream stream = model().stream(request())) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("one "));
            gate.open();
            Outcome rest = Outcome.read(stream);
            assertThat(rest.text()).isEqualTo("two three");
            assertThat(rest.finished("three pieces"))
                    .isEqualTo(new ChatDelta.Finished(ChatDelta.Reason.STOP, new TokenUsage(11, 7), NAME));
        }
        assertThat(lastCall().awaitEnd(PATIENCE)).contains(Call.End.COMPLETE);
    }

    @Test
    void anAnswerThatGotTooLongSaysSo() {
        Outcome outcome =
                outcome(Script.say("and so on").ends(Script.Ending.LENGTH).usage(3, 4));
        assertThat(outcome.finished("too long"))
                .isEqualTo(new ChatDelta.Finished(ChatDelta.Reason.LENGTH, new TokenUsage(3, 4), NAME));
        assertThat(outcome.text()).isEqualTo("and so on");
    }

    @Test
    void filteredContentIsRefused() {
        outcome(Script.start().ends(Script.Ending.FILTERED)).failed("filtered at once", Kind.REFUSED);
        outcome(Script.say("Well").ends(Script.Ending.FILTERED)).failed("filtered later", Kind.REFUSED);
    }

    @Test
    void anImageGoesOut() {
        server.answer(request -> Script.say("a dot"));
        List<Part> parts = List.of(
                new Part.Text("what is it?"),
                new Part.Image("image/png", URI.create("data:image/png;base64," + PIXEL)));
        Outcome.of(model(), request(parts, PATIENCE)).finished("with an image");
        assertThat(lastCall().request().images()).containsExactly("data:image/png;base64," + PIXEL);
        assertThat(lastCall().request().lastText()).contains("what is it?");
    }

    @Test
    void manyAnswersSideBySideDoNotMix() throws Exception {
        var gate = new Gate();
        server.answer(request -> Script.pieces("for ").hold(gate).then(request.lastText()));
        ChatModel model = model();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String word = "word-%02d".formatted(i);
                answers.add(threads.submit(() -> Outcome.of(model, request(word, PATIENCE))));
            }
            server.awaitCall(MANY, PATIENCE);
            gate.open();
            for (int i = 0; i < MANY; i++) {
                Outcome outcome = answers.get(i).get();
                outcome.finished("answer " + i);
                assertThat(outcome.text()).startsWith("for ").contains("word-%02d".formatted(i));
            }
        }
    }

    @Test
    void closingBeforeTheFirstByteHangsUp() throws Exception {
        cancels(Script.neverAnswers(), "");
    }

    @Test
    void closingAfterTheHeadersHangsUp() throws Exception {
        cancels(Script.headersThenSilence(), "");
    }

    @Test
    void closingInMidStreamHangsUp() throws Exception {
        cancels(Script.say("Once upon ").hold(new Gate()), "Once upon ");
    }

    @Test
    void closingBetweenKeepAlivesHangsUp() throws Exception {
        cancels(Script.say("Once ").keepAliveForEver(Duration.ofMillis(5)), "Once ");
    }

    @Test
    void closingByTheReaderHangsUpAndIsRepeatable() {
        server.answer(request -> Script.say("Once ").hold(new Gate()));
        ChatStream stream = model().stream(request());
        assertThat(stream.next()).isEqualTo(new ChatDelta.Text("Once "));
        stream.close();
        stream.close();
        Outcome.read(stream).failed("closed by its reader", Kind.CANCELLED);
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
    }

    @Test
    void closingAtOnceLeavesNoCallRunning() {
        server.answer(request -> Script.hang());
        ChatStream stream = model().stream(request());
        stream.close();
        Outcome.read(stream).failed("closed at once", Kind.CANCELLED);
        server.calls().forEach(call -> assertThat(call.clientClosed(PATIENCE)).isTrue());
    }

    @Test
    void closingAfterTheEndChangesNothing() {
        server.answer(request -> Script.say("done"));
        ChatStream stream = model().stream(request());
        Outcome.read(stream).finished("read to its end");
        stream.close();
        stream.close();
        assertThat(lastCall().awaitEnd(PATIENCE)).contains(Call.End.COMPLETE);
    }

    /** Whoever interrupts the reader wants it to stop, too. */
    @Test
    void anInterruptedReaderIsCancelled() {
        server.answer(request -> Script.hang());
        try (ChatStream stream = model().stream(request())) {
            server.awaitCall(1, PATIENCE);
            Thread.currentThread().interrupt();
            Outcome.read(stream).failed("interrupted", Kind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lastCall().clientClosed(PATIENCE)).isTrue();
    }

    /** Another thread closes it, twice, while the reader waits. */
    private void cancels(Script script, String before) throws Exception {
        server.answer(request -> script);
        try (ChatStream stream = model().stream(request());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int read = 0; read < before.length(); ) {
                read += ((ChatDelta.Text) stream.next()).text().length();
            }
            Call call = server.awaitCall(1, PATIENCE);
            Callable<Outcome> rest = () -> Outcome.read(stream);
            Future<Outcome> reading = threads.submit(rest);
            threads.submit(stream::close).get();
            threads.submit(stream::close).get();
            reading.get().failed("closed by another thread", Kind.CANCELLED);
            assertThat(reading.get().text()).isEmpty();
            assertThat(call.clientClosed(PATIENCE)).isTrue();
        }
    }
}

package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.llm.wire.EventReader.Event;
import ai.clara.llm.wire.EventReader.TooLong;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String STREAM =
            "\uFEFF: hello\r\nevent: a\rdata: Grüße 👋🏽\n\r\n:\n\ndata:  two\ndata:lines\nid: 7\n\n"
                    + "data\n\nevent: lost\n\ndata: \u0000\n\n";
    private static final List<Event> EVENTS =
            List.of(new Event("a", "Grüße 👋🏽"), new Event("", " two\nlines"), new Event("", "\u0000"));

    @Test
    void theEventsAreTheSameHoweverTheBytesArrive() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int most = 1; most <= bytes.length; most++) {
            assertThat(read(new Dripping(bytes, most))).as("%d at a time", most).isEqualTo(EVENTS);
        }
    }

    @Test
    void whatTheBodyDoesNotFinishIsDropped() throws IOException {
        assertThat(events("data: a\n\ndata: b\n")).containsExactly(new Event("", "a"));
        assertThat(events("data: a\n\ndata: b")).containsExactly(new Event("", "a"));
        assertThat(events("")).isEmpty();
    }

    @Test
    void aForgottenBlankLineDoesNotSwallowAnEvent() throws IOException {
        assertThat(events("data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n\n"))
                .containsExactly(new Event("", "{\"a\":1}"), new Event("", "{\"b\":2}"), new Event("", "[DONE]"));
        assertThat(events("data: {\ndata: \"a\": {}\ndata: }\n\n")).containsExactly(new Event("", "{\n\"a\": {}\n}"));
    }

    @Test
    void nothingGrowsBeyondItsBound() {
        assertThatThrownBy(() -> events("data: " + "x".repeat(200) + "\n\n")).isInstanceOf(TooLong.class);
        assertThatThrownBy(() -> events("data: 0123456789\n".repeat(20))).isInstanceOf(TooLong.class);
        assertThatThrownBy(() -> events(":\n".repeat(600))).isInstanceOf(TooLong.class);
    }

    private static List<Event> events(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Event> read(InputStream body) throws IOException {
        var reader = new EventReader(body, 100, 1_000);
        var events = new ArrayList<Event>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            events.add(next.get());
        }
        return events;
    }

    /** Gives a few bytes at a time. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int most;

        Dripping(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, most));
        }
    }
}

package ai.clara.llm.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Server-sent events of one body, as the WHATWG standard has them: any line ending, a byte order mark, comments, data over several
 * lines. Unlike the vendor library's reader it holds no more than it promises. An event that the body does not finish is dropped.
 */
final class EventReader {
    private static final String MARK = "\uFEFF";

    /** One event; {@code name} is empty when the service gave none. */
    record Event(String name, String data) {}

    /** A body grew beyond what an answer can be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("beyond the bound");
        }
    }

    private final InputStream body;
    private final int lineBytesMax;
    private final byte[] buffer = new byte[8_192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private long bytesLeft;
    private int at;
    private int end;
    private boolean skipsNewline;
    private boolean first = true;
    private Optional<String> pending = Optional.empty();

    /** @param lineBytesMax the longest line, and the longest data of one event */
    EventReader(InputStream body, int lineBytesMax, long bodyBytesMax) {
        this.body = body;
        this.lineBytesMax = lineBytesMax;
        this.bytesLeft = bodyBytesMax;
    }

    /**
     * The next event; empty at the end.
     *
     * @throws TooLong when a line, an event or the body is beyond its bound
     */
    Optional<Event> next() throws IOException {
        for (var read = line(); read.isPresent(); read = line()) {
            Optional<Event> event = take(read.get());
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    private Optional<Event> take(String text) throws IOException {
        if (text.isEmpty()) {
            return dispatch();
        }
        if (text.startsWith("event:")) {
            name = value(text, "event:".length());
        } else if (text.startsWith("data:")) {
            String more = value(text, "data:".length());
            if (beginsAnew(more)) {
                pending = Optional.of(text);
                return dispatch();
            }
            append(more);
        }
        return Optional.empty();
    }

    /** Some servers forget the blank line; nothing in JSON goes on after a brace with another one, so this is a new event. */
    private boolean beginsAnew(String more) {
        boolean whole = !data.isEmpty() && data.charAt(0) == '{' && data.charAt(data.length() - 1) == '}';
        return whole && (more.startsWith("{") || more.equals("[DONE]"));
    }

    private void append(String more) throws IOException {
        if (data.length() + more.length() > lineBytesMax) {
            throw new TooLong();
        }
        if (!data.isEmpty()) {
            data.append('\n');
        }
        data.append(more);
    }

    private Optional<Event> dispatch() {
        Optional<Event> event = data.isEmpty() ? Optional.empty() : Optional.of(new Event(name, data.toString()));
        data.setLength(0);
        name = "";
        return event;
    }

    private static String value(String text, int from) {
        return text.startsWith(" ", from) ? text.substring(from + 1) : text.substring(from);
    }

    /** The next line without its ending; empty at the end of the body, where a line without an ending is dropped. */
    private Optional<String> line() throws IOException {
        if (pending.isPresent()) {
            Optional<String> again = pending;
            pending = Optional.empty();
            return again;
        }
        while (true) {
            if (at == end && !fill()) {
                return Optional.empty();
            }
            if (skipsNewline && buffer[at] == '\n') {
                at++;
            }
            skipsNewline = false;
            if (upToLineEnd()) {
                return Optional.of(text());
            }
        }
    }

    private boolean upToLineEnd() throws IOException {
        int from = at;
        while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
            at++;
        }
        if (line.size() + at - from > lineBytesMax) {
            throw new TooLong();
        }
        line.write(buffer, from, at - from);
        if (at == end) {
            return false;
        }
        skipsNewline = buffer[at] == '\r';
        at++;
        return true;
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first) {
            first = false;
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        }
        return text;
    }

    private boolean fill() throws IOException {
        int count = body.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        bytesLeft -= end;
        if (bytesLeft < 0) {
            throw new TooLong();
        }
        return count >= 0;
    }
}

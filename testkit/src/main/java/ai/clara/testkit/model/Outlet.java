package ai.clara.testkit.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Writes one response as HTTP/1.1 and brings its bytes onto the line the way the script says. */
final class Outlet {
    /** So that slices do not meet again on their way. */
    private static final Duration BREATH = Duration.ofNanos(50_000);

    private static final byte[] CRLF = {'\r', '\n'};
    private final Line line;
    private final Delivery delivery;
    private final Random random;
    private long sent;
    private boolean headersSent;

    Outlet(Line line, Delivery delivery) {
        this.line = line;
        this.delivery = delivery;
        this.random = new Random(delivery.seed());
    }

    /** The script ended the connection. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;

        CutException() {
            super("cut by the script");
        }
    }

    /** Bytes of the response so far. */
    long sent() {
        return sent;
    }

    void headers(String contentType) throws IOException {
        if (!headersSent) {
            headersSent = true;
            String framing = delivery.chunked() ? "Transfer-Encoding: chunked" : "Connection: close";
            write(ascii("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nCache-Control: no-cache\r\n" + framing
                    + "\r\n\r\n"));
        }
    }

    /** A whole response in JSON, of any status. */
    void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var all = new ByteArrayOutputStream();
        all.writeBytes(ascii(head.toString()));
        all.writeBytes(body);
        write(all.toByteArray());
    }

    void events(String events) throws IOException {
        body(utf8(delivery.lines(events, random)));
    }

    void body(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            write(chunk(bytes, false));
        }
    }

    /** The last of the body with HTTP's end in one write, so that a client that knows the end early sees no difference. */
    void last(String events) throws IOException {
        write(chunk(utf8(delivery.lines(events, random)), true));
    }

    void hangUp(boolean reset) throws CutException {
        line.hangUp(reset);
        throw new CutException();
    }

    void stand(Gate gate, Duration bound) throws IOException {
        line.stand(gate, bound);
    }

    private byte[] chunk(byte[] bytes, boolean last) {
        if (!delivery.chunked()) {
            return bytes;
        }
        var chunk = new ByteArrayOutputStream();
        if (bytes.length > 0) {
            chunk.writeBytes(ascii(Integer.toHexString(bytes.length)));
            chunk.writeBytes(CRLF);
            chunk.writeBytes(bytes);
            chunk.writeBytes(CRLF);
        }
        if (last) {
            chunk.writeBytes(ascii("0\r\n\r\n"));
        }
        return chunk.toByteArray();
    }

    private void write(byte[] bytes) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            cutWhenDue();
            int length = (int) Math.min(bytes.length - from, Math.min(slice(), left()));
            line.write(bytes, from, length);
            sent += length;
            from += length;
            if (delivery.sliceMax().isPresent()) {
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
        cutWhenDue();
    }

    private void cutWhenDue() throws CutException {
        if (left() <= 0) {
            hangUp(delivery.reset());
        }
    }

    private long left() {
        return delivery.lengthMax().orElse(Long.MAX_VALUE) - sent;
    }

    private int slice() {
        return delivery.sliceMax().isPresent()
                ? 1 + random.nextInt(delivery.sliceMax().getAsInt())
                : Integer.MAX_VALUE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package ai.clara.testkit.model;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over HTTP/1.1.
 *
 * @param headers by lower-case name, the first value of each
 */
record HttpIn(String method, String path, Map<String, String> headers, byte[] body) {
    private static final int LINE_MAX_BYTES = 65_536;
    private static final int BODY_MAX_BYTES = 128 * 1024 * 1024;

    /** Waits for the next; empty when the other side ended the connection. */
    static Optional<HttpIn> read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3) {
            throw new ProtocolException("not HTTP");
        }
        Map<String, String> headers = headers(in);
        String path = words[1].split("\\?", -1)[0];
        return Optional.of(new HttpIn(words[0], path, headers, body(in, headers)));
    }

    /** Whether the client wants to use the connection again. */
    boolean keepsAlive() {
        return !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new ProtocolException("no header");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in).split(";", -1)[0].strip(), 16);
            body.writeBytes(exactly(in, length));
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
            if (body.size() > BODY_MAX_BYTES) {
                throw new ProtocolException("body too large");
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        if (length > BODY_MAX_BYTES) {
            throw new ProtocolException("body too large");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LINE_MAX_BYTES) {
                throw new ProtocolException("line too long");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}

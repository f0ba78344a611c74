package ai.clara.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a byte stream, held within a bound: of a longer line only the beginning is kept, enough to see that it is too long. */
final class InputLines {
    private static final int BYTES_MAX = 256 * 1024;

    private final InputStream input;

    InputLines(InputStream input) {
        this.input = input;
    }

    /** The next line without its end; what is no UTF-8 becomes U+FFFD. Empty at the end of input. */
    Optional<String> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int b = input.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = input.read()) {
            if (bytes.size() < BYTES_MAX) {
                bytes.write(b);
            }
        }
        String line = bytes.toString(StandardCharsets.UTF_8);
        return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}

package ai.clara.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PipeIoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void linesComeWithoutTheirEndAndEachHasItsId() {
        PipeIo io = io("one\r\n\nthree".getBytes(StandardCharsets.UTF_8));
        assertThat(io.readLine("> ")).hasValue("one");
        String first = io.lineId();
        assertThat(io.readLine("> ")).hasValue("");
        assertThat(io.lineId()).isNotEqualTo(first);
        assertThat(io.readLine("> ")).hasValue("three");
        assertThat(io.readLine("> ")).isEmpty();
        assertThat(out.size()).isZero();
    }

    @Test
    void onlyAPersonIsShownWhatIsAsked() {
        assertThat(io("no\n".getBytes(StandardCharsets.UTF_8)).readLine("Sure? "))
                .hasValue("no");
        assertThat(err.size()).isZero();
        assertThat(io(true, "no\n".getBytes(StandardCharsets.UTF_8)).readLine("Sure? "))
                .hasValue("no");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Sure? ");
        assertThat(out.size()).isZero();
    }

    @Test
    void anEndlessLineIsHeldWithinABound() {
        byte[] bytes = "x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(io(bytes).readLine("").orElse("").length()).isBetween(32_001, 300_000);
    }

    @Test
    void brokenBytesAreMarked() {
        assertThat(io(new byte[] {'a', (byte) 0xFF, '\n'}).readLine("")).hasValue("a\uFFFD");
    }

    @Test
    void notesGoToStandardError() {
        PipeIo io = io(new byte[0]);
        io.note("n");
        io.out("o\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("o\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("n" + System.lineSeparator());
    }

    private PipeIo io(byte[] input) {
        return io(false, input);
    }

    private PipeIo io(boolean interactive, byte[] input) {
        return new PipeIo(
                new Caller("me", Map.of()),
                UUID::randomUUID,
                interactive,
                new ByteArrayInputStream(input),
                new PrintStream(out),
                new PrintStream(err));
    }
}

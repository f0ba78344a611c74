package ai.clara.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void everyFrameArrivesAsItWasSent() throws IOException {
        List<Frame> frames = List.of(
                new Frame.Run(List.of("chat", "--as", "Zoë"), "zoe", true, Map.of("USER_ID", "z"), "id-0"),
                new Frame.Ask("zoe> "),
                new Frame.Line("id-1", "x".repeat(200_000) + "\uD83C\uDF31"),
                new Frame.EndOfInput(),
                new Frame.Interrupt(),
                new Frame.Listen(true),
                new Frame.Out("a\nb"),
                new Frame.Note("n"),
                new Frame.Exit(2));
        var bytes = new ByteArrayOutputStream();
        var sender = new Wire(InputStream.nullInputStream(), bytes);
        frames.forEach(sender::send);
        var receiver = new Wire(new ByteArrayInputStream(bytes.toByteArray()), bytes);
        for (Frame frame : frames) {
            assertThat(receiver.receive()).isEqualTo(frame);
        }
        assertThatThrownBy(receiver::receive).isInstanceOf(IOException.class);
    }

    @Test
    void anAbsurdLengthIsRefusedBeforeItIsReadIn() {
        var wire = new Wire(new ByteArrayInputStream(new byte[] {127, 0, 0, 0, 1}), new ByteArrayOutputStream());
        assertThatThrownBy(wire::receive).isInstanceOf(IOException.class).hasMessageContaining("bytes");
    }
}

package ai.clara.owner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Frames on a byte stream: length, kind, fields; strings are length and UTF-8. Any thread may send, one receives. */
final class Wire {
    private static final int FRAME_BYTES_MAX = 4 * 1024 * 1024;
    private static final int ENTRIES_MAX = 10_000;

    private final DataInputStream in;
    private final OutputStream out;
    private final ReentrantLock sending = new ReentrantLock();

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = out;
    }

    void send(Frame frame) {
        sending.lock();
        try {
            var bytes = new ByteArrayOutputStream();
            encode(frame, new DataOutputStream(bytes));
            var whole = new ByteArrayOutputStream();
            new DataOutputStream(whole).writeInt(bytes.size());
            bytes.writeTo(whole);
            whole.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sending.unlock();
        }
    }

    /** Waits for the next frame. */
    Frame receive() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > FRAME_BYTES_MAX) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new java.io.EOFException();
        }
        return decode(new DataInputStream(new java.io.ByteArrayInputStream(bytes)));
    }

    private static void encode(Frame frame, DataOutputStream to) throws IOException {
        switch (frame) {
            case Frame.Run run -> {
                to.writeByte('R');
                write(to, run.args());
                write(to, run.login());
                to.writeBoolean(run.interactive());
                List<String> pairs = new ArrayList<>();
                new TreeMap<>(run.settings()).forEach((name, value) -> pairs.addAll(List.of(name, value)));
                write(to, pairs);
                write(to, run.lineId());
            }
            case Frame.Ask(String prompt) -> text(to, 'A', prompt);
            case Frame.Line(String id, String text) -> {
                text(to, 'L', id);
                write(to, text);
            }
            case Frame.EndOfInput() -> to.writeByte('E');
            case Frame.Interrupt() -> to.writeByte('I');
            case Frame.Listen(boolean on) -> {
                to.writeByte('T');
                to.writeBoolean(on);
            }
            case Frame.Out(String text) -> text(to, 'O', text);
            case Frame.Note(String line) -> text(to, 'N', line);
            case Frame.Exit(int code) -> {
                to.writeByte('X');
                to.writeInt(code);
            }
        }
    }

    private static Frame decode(DataInputStream from) throws IOException {
        int kind = from.readByte();
        return switch (kind) {
            case 'R' ->
                new Frame.Run(strings(from), string(from), from.readBoolean(), pairs(strings(from)), string(from));
            case 'A' -> new Frame.Ask(string(from));
            case 'L' -> new Frame.Line(string(from), string(from));
            case 'E' -> new Frame.EndOfInput();
            case 'I' -> new Frame.Interrupt();
            case 'T' -> new Frame.Listen(from.readBoolean());
            case 'O' -> new Frame.Out(string(from));
            case 'N' -> new Frame.Note(string(from));
            case 'X' -> new Frame.Exit(from.readInt());
            default -> throw new IOException("a frame of kind " + kind);
        };
    }

    private static void text(DataOutputStream to, char kind, String text) throws IOException {
        to.writeByte(kind);
        write(to, text);
    }

    private static void write(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static void write(DataOutputStream to, List<String> texts) throws IOException {
        to.writeInt(texts.size());
        for (String text : texts) {
            write(to, text);
        }
    }

    private static String string(DataInputStream from) throws IOException {
        int length = from.readInt();
        if (length < 0 || length > FRAME_BYTES_MAX) {
            throw new IOException("a string of " + length + " bytes");
        }
        return new String(from.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static List<String> strings(DataInputStream from) throws IOException {
        int size = from.readInt();
        if (size < 0 || size > ENTRIES_MAX) {
            throw new IOException("a list of " + size);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(string(from));
        }
        return texts;
    }

    private static Map<String, String> pairs(List<String> flat) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            pairs.put(flat.get(i), flat.get(i + 1));
        }
        return pairs;
    }
}

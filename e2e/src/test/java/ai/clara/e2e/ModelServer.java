package ai.clara.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A service of the OpenAI dialect on loopback. It says "You said", waits while it is held, then repeats the marked word of the
 * request (like {@code lamp-7}). It reads its sockets while it waits, so it sees when the other side goes.
 */
final class ModelServer implements AutoCloseable {
    /** What is said at once, before the rest is held back. */
    static final String FIRST_WORDS = "You said";

    private static final Pattern MARKED = Pattern.compile("\\b[a-z]+-\\d+\\b");
    private static final int LOOK_MILLIS = 50;

    private final ServerSocket listener;
    private final List<Socket> open = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int asked;
    private volatile int finished;
    private volatile int leftByTheOther;

    ModelServer() {
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Makes a home's program talk to this service. */
    Clara settingsOf(Clara clara) {
        return clara.with("LLM_PROVIDER", "openai")
                .with("CUSTOM_OPENAI_BASE_URL", "http://127.0.0.1:" + listener.getLocalPort() + "/v1")
                .with("CUSTOM_OPENAI_API_KEY", "test-key")
                .with("CUSTOM_OPENAI_MODEL", "slow-model");
    }

    /** From now on answers begin but do not end. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets every held answer go on. */
    void release() {
        gate.countDown();
    }

    int asked() {
        return asked;
    }

    int finished() {
        return finished;
    }

    /** Answers whose reader closed the connection before they ended. */
    int leftByTheOther() {
        return leftByTheOther;
    }

    /** Waits until something that this service counts has come true. */
    static void await(String what, BooleanSupplier condition) {
        for (long i = 0; i < Running.PATIENCE_SECONDS * 20; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("never: " + what);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                synchronized (open) {
                    open.add(socket);
                }
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String request = request(in);
            CountDownLatch held = gate;
            synchronized (this) {
                asked++;
            }
            OutputStream out = socket.getOutputStream();
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                            + piece(FIRST_WORDS));
            if (!stays(socket, in, held)) {
                synchronized (this) {
                    leftByTheOther++;
                }
                return;
            }
            String marked = MARKED.matcher(request)
                    .results()
                    .reduce((first, second) -> second)
                    .map(hit -> hit.group())
                    .orElse("nothing");
            String end = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
            send(out, piece(" " + marked + ".") + end + "data: [DONE]\n\n");
            synchronized (this) {
                finished++;
            }
        } catch (IOException e) {
            synchronized (this) {
                leftByTheOther++;
            }
        }
    }

    /** Waits for the release; false when the other side closed first. */
    private static boolean stays(Socket socket, InputStream in, CountDownLatch held) throws IOException {
        socket.setSoTimeout(LOOK_MILLIS);
        while (held.getCount() > 0) {
            try {
                if (in.read() < 0) {
                    return false;
                }
            } catch (SocketTimeoutException e) {
                // Still there.
            }
        }
        return true;
    }

    private static String request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String piece(String text) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    @Override
    public void close() {
        release();
        try {
            listener.close();
            synchronized (open) {
                for (Socket socket : open) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package ai.clara.testkit.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection of a client. It is always read, also while an answer is on its way, so that a client that goes is noticed without
 * a byte being written.
 */
final class Connection implements Line {
    private static final Duration WATCH = Duration.ofMillis(20);
    private final Socket socket;
    private final OutputStream out;
    private volatile boolean gone;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
    }

    /** What becomes of a request. */
    interface Desk {
        /** Answers; returns whether the connection may be used again. */
        boolean answer(HttpIn request, Connection connection);
    }

    /** Serves until either side ends it. */
    void serve(Desk desk) {
        Optional<Thread> answering = Optional.empty();
        try {
            var in = new BufferedInputStream(socket.getInputStream());
            for (var next = HttpIn.read(in); next.isPresent(); next = HttpIn.read(in)) {
                HttpIn request = next.get();
                join(answering);
                answering = Optional.of(Thread.ofVirtual().name("model-answer").start(() -> {
                    boolean again = false;
                    try {
                        again = desk.answer(request, this);
                    } finally {
                        if (!again || !request.keepsAlive()) {
                            hangUp(false);
                        }
                    }
                }));
            }
        } catch (IOException e) {
            // The client is gone, which is all there is to know.
        } finally {
            gone = true;
            join(answering);
            hangUp(false);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (gone) {
            throw new SocketException("the client is gone");
        }
        out.write(bytes, from, length);
    }

    @Override
    public void stand(Gate gate, Duration bound) throws IOException {
        long ends = System.nanoTime() + bound.toNanos();
        for (long left = bound.toNanos(); left > 0; left = ends - System.nanoTime()) {
            if (gone) {
                throw new SocketException("the client is gone");
            }
            if (gate.awaitOpen(Duration.ofNanos(Math.min(left, WATCH.toNanos())))) {
                return;
            }
        }
    }

    @Override
    public void hangUp(boolean reset) {
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void join(Optional<Thread> answering) {
        if (answering.isPresent()) {
            try {
                answering.get().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

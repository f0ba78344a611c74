package ai.clara.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A wire to a server on this machine that can be slow, silent or cut. Each piece of what goes over it is passed on as it comes. */
final class Wire implements AutoCloseable {
    /** What it does with what comes. */
    enum State {
        PASSES,
        /** Each piece is late. */
        DELAYS,
        /** Nothing arrives, and nobody is told. */
        STALLS,
        /** Whatever is connected breaks, and nobody gets through. */
        CUTS
    }

    private static final int PIECE_BYTES = 16_384;
    private static final long DELAY_MILLIS = 150;
    private static final long STEP_MILLIS = 20;

    private final ServerSocket door;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.PASSES;
    private volatile boolean closed;

    /** @param port where the server is */
    Wire(int port) {
        this.port = port;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("wire").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void now(State next) {
        state = next;
        if (next == State.CUTS) {
            open.forEach(Wire::reset);
            open.clear();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = door.accept();
                if (state == State.CUTS) {
                    reset(near);
                    continue;
                }
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            reset(near);
            return;
        }
        open.add(near);
        open.add(far);
        Thread.ofVirtual().start(() -> pass(near, far));
        Thread.ofVirtual().start(() -> pass(far, near));
    }

    private void pass(Socket from, Socket to) {
        byte[] piece = new byte[PIECE_BYTES];
        try (from;
                to) {
            for (int read = from.getInputStream().read(piece);
                    read >= 0;
                    read = from.getInputStream().read(piece)) {
                hold();
                to.getOutputStream().write(piece, 0, read);
                to.getOutputStream().flush();
            }
        } catch (IOException e) {
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void hold() {
        if (state == State.DELAYS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS));
        }
        while (state == State.STALLS && !closed) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
        }
    }

    private static void reset(Socket socket) {
        try {
            // Ends with a reset and not in order.
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It has ended already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        now(State.CUTS);
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package ai.clara.testkit.neo4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine, which clients dial instead of it. It can be cut, and it can be dead without anybody being told. */
public final class Line implements AutoCloseable {
    private static final int CHUNK_BYTES = 16_384;

    private enum State {
        OPEN,
        CUT,
        SILENT
    }

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    /** An open one. */
    public Line(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("line").start(this::take);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Lets everything through, and what was held back too. */
    public void open() {
        become(State.OPEN);
    }

    /** Ends all connections, and every new one at once. */
    public void cut() {
        become(State.CUT);
        hangUp();
    }

    /** Lets nothing through, and says so to nobody. */
    public void silence() {
        become(State.SILENT);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    /** Whether what has come may go on, once that is decided. */
    private synchronized boolean passes() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        return state == State.OPEN;
    }

    private synchronized boolean isCut() {
        return state == State.CUT;
    }

    private void take() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                ends.add(client);
                if (isCut()) {
                    end(client);
                } else {
                    Thread.ofVirtual().name("line").start(() -> connect(client));
                }
            } catch (IOException e) {
                // The door was closed.
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (passes()) {
                var server = new Socket(InetAddress.getByName("127.0.0.1"), target);
                ends.add(server);
                Thread.ofVirtual().name("line").start(() -> pump(server, client));
                pump(client, server);
            } else {
                end(client);
            }
        } catch (IOException e) {
            end(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0 && passes(); read = in.read(chunk)) {
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side has hung up, so the other one is told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        ends.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hangUp() {
        ends.forEach(this::end);
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

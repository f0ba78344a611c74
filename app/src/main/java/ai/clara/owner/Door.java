package ai.clara.owner;

import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's end: a socket only this user can open, through which other commands run here. */
public final class Door implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final int GUESTS_MAX = 64;

    /** Runs a command for a guest and answers its exit code; does not throw. */
    @FunctionalInterface
    public interface Guestroom {
        int run(List<String> args, CommandIo io);
    }

    private final ServerSocketChannel server;
    private final Path socket;
    private final Guestroom room;
    private final Set<SocketChannel> guests = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(GUESTS_MAX);

    private Door(ServerSocketChannel server, Path socket, Guestroom room) {
        this.server = server;
        this.socket = socket;
        this.room = room;
    }

    /** Opens it; to be called by the holder of the owner lock only. */
    public static Door open(Home home, Guestroom room) {
        try {
            Path socket = new DoorAddress(home).prepare();
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Door door = new Door(server, socket, room);
            Thread.ofVirtual().name("door").start(door::welcome);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void welcome() {
        while (server.isOpen()) {
            try {
                SocketChannel guest = server.accept();
                if (places.tryAcquire()) {
                    guests.add(guest);
                    Thread.ofVirtual().name("guest").start(() -> serve(guest));
                } else {
                    guest.close();
                }
            } catch (IOException e) {
                log.debug("the door closed", e);
            }
        }
    }

    private void serve(SocketChannel guest) {
        try (guest) {
            Wire wire = new Wire(Channels.newInputStream(guest), Channels.newOutputStream(guest));
            if (wire.receive() instanceof Frame.Run run) {
                GuestIo io = new GuestIo(wire, run);
                int code = room.run(run.args(), io);
                if (server.isOpen()) {
                    // A guest whose owner is leaving takes over instead of ending.
                    wire.send(new Frame.Exit(code));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("a guest left", e);
        } finally {
            guests.remove(guest);
            places.release();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (SocketChannel guest : guests) {
                guest.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.debug("the door closed", e);
        }
    }
}

package ai.clara.owner;

import ai.clara.run.Closing;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The guest's end: lends its terminal to a command that runs in the owner. */
public final class Guest {
    private final Home home;
    private final List<String> callerSettings;

    /** @param callerSettings the names of settings that travel with the caller */
    public Guest(Home home, List<String> callerSettings) {
        this.home = home;
        this.callerSettings = List.copyOf(callerSettings);
    }

    /** Runs a command in the owner. Empty when there is no owner to be reached, or when it left before the command ended. */
    public OptionalInt run(List<String> args, KeptLineIo io) {
        try (SocketChannel channel = connect()) {
            if (channel == null) {
                return OptionalInt.empty();
            }
            Wire wire = new Wire(Channels.newInputStream(channel), Channels.newOutputStream(channel));
            send(wire, new Frame.Run(args, io.login(), io.interactive(), settings(io), io.lineId()));
            return converse(wire, io);
        } catch (IOException e) {
            io.ownerGone();
            return OptionalInt.empty();
        }
    }

    private @Nullable SocketChannel connect() throws IOException {
        Optional<Path> address = new DoorAddress(home).find();
        return address.isEmpty() ? null : SocketChannel.open(UnixDomainSocketAddress.of(address.get()));
    }

    private OptionalInt converse(Wire wire, CommandIo io) throws IOException {
        AutoCloseable listening = null;
        try {
            while (true) {
                switch (wire.receive()) {
                    case Frame.Ask(String prompt) -> answer(wire, io, prompt);
                    case Frame.Out(String text) -> io.out(text);
                    case Frame.Note(String line) -> io.note(line);
                    case Frame.Exit(int code) -> {
                        return OptionalInt.of(code);
                    }
                    case Frame.Listen(boolean on) -> {
                        Closing.close(listening);
                        listening = on ? io.onInterrupt(() -> send(wire, new Frame.Interrupt())) : null;
                    }
                    case Frame.Run run -> throw new IOException("an owner asks a guest to run");
                    case Frame.Line line -> throw new IOException("an owner sends a line");
                    case Frame.EndOfInput end -> throw new IOException("an owner ends the input");
                    case Frame.Interrupt interrupt -> throw new IOException("an owner interrupts");
                }
            }
        } finally {
            Closing.close(listening);
        }
    }

    private static void answer(Wire wire, CommandIo io, String prompt) throws IOException {
        Optional<String> line = io.readLine(prompt);
        send(wire, line.<Frame>map(text -> new Frame.Line(io.lineId(), text)).orElseGet(Frame.EndOfInput::new));
    }

    /** When the owner is gone while a line was typed, reading next tells; the line is kept. */
    private static void send(Wire wire, Frame frame) {
        try {
            wire.send(frame);
        } catch (UncheckedIOException e) {
            assert e.getCause() != null;
        }
    }

    private Map<String, String> settings(CommandIo io) {
        Map<String, String> settings = new HashMap<>();
        for (String name : callerSettings) {
            io.callerSetting(name).ifPresent(value -> settings.put(name, value));
        }
        return settings;
    }
}

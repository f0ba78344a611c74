package ai.clara.terminal;

import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal with a person at it: line editing, history, Ctrl-C. */
public final class ScreenIo implements CommandIo, AutoCloseable {
    private final Caller caller;
    private final Ids ids;
    private final Terminal terminal;
    private final LineReader reader;
    private String lineId;

    public ScreenIo(Caller caller, Ids ids, Path history) throws IOException {
        this.caller = caller;
        this.ids = ids;
        this.lineId = ids.next().toString();
        this.terminal = TerminalBuilder.builder().system(true).build();
        keepPrivate(history);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("clara")
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, 1_000)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .build();
    }

    /** Created before the editor writes to it, so that it is never readable by others. */
    private static void keepPrivate(Path history) throws IOException {
        var owner = PosixFilePermissions.fromString("rw-------");
        if (Files.exists(history)) {
            Files.setPosixFilePermissions(history, owner);
        } else {
            Files.createFile(history, PosixFilePermissions.asFileAttribute(owner));
        }
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public String login() {
        return caller.login();
    }

    @Override
    public Optional<String> callerSetting(String name) {
        return caller.setting(name);
    }

    @Override
    public Optional<String> readLine(String prompt) {
        while (true) {
            try {
                String line = reader.readLine(prompt);
                lineId = ids.next().toString();
                return Optional.of(line);
            } catch (UserInterruptException e) {
                if (e.getPartialLine().isEmpty()) {
                    return Optional.empty();
                }
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public String lineId() {
        return lineId;
    }

    @Override
    public void out(String text) {
        terminal.writer().print(text);
        terminal.flush();
    }

    @Override
    public void note(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    @Override
    public AutoCloseable onInterrupt(Runnable handler) {
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> handler.run());
        return () -> terminal.handle(Terminal.Signal.INT, before);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

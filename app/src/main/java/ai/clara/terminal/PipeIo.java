package ai.clara.terminal;

import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.Ids;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Standard input and output as they are: no echo, and a prompt only for a person. */
public final class PipeIo implements CommandIo {
    private final Caller caller;
    private final Ids ids;
    private final boolean interactive;
    private final InputLines lines;
    private final PrintStream out;
    private final PrintStream err;
    private String lineId;

    /** @param interactive whether a person sees what is written, so that progress may be told and questions shown */
    public PipeIo(Caller caller, Ids ids, boolean interactive, InputStream in, PrintStream out, PrintStream err) {
        this.caller = caller;
        this.ids = ids;
        this.interactive = interactive;
        this.lines = new InputLines(new BufferedInputStream(in));
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.lineId = ids.next().toString();
    }

    @Override
    public boolean interactive() {
        return interactive;
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
        if (interactive) {
            err.print(prompt);
            err.flush();
        }
        try {
            Optional<String> line = lines.next();
            lineId = ids.next().toString();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String lineId() {
        return lineId;
    }

    @Override
    public void out(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void note(String line) {
        err.println(line);
    }

    @Override
    public AutoCloseable onInterrupt(Runnable handler) {
        // Ctrl-C ends a pipe as it ends every other program in it.
        return () -> {};
    }
}

package ai.clara.owner;

import ai.clara.spi.command.CommandIo;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A guest's terminal or pipe as a command in the owner sees it. When the guest is gone, input ends. */
final class GuestIo implements CommandIo {
    private final Wire wire;
    private final Frame.Run run;
    private final BlockingQueue<Frame> input = new LinkedBlockingQueue<>(16);
    private final AtomicReference<@Nullable Runnable> handler = new AtomicReference<>();
    private volatile boolean gone;
    private String lineId;

    GuestIo(Wire wire, Frame.Run run) {
        this.wire = wire;
        this.run = run;
        this.lineId = run.lineId();
        Thread.ofVirtual().name("guest-input").start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                Frame frame = wire.receive();
                if (frame instanceof Frame.Interrupt) {
                    Runnable action = handler.get();
                    if (action != null) {
                        action.run();
                    }
                } else if (!input.offer(frame)) {
                    throw new IOException("a guest sends what nobody asked for");
                }
            }
        } catch (IOException e) {
            gone = true;
            boolean told = input.offer(new Frame.EndOfInput());
            assert told || !input.isEmpty();
        }
    }

    @Override
    public boolean interactive() {
        return run.interactive();
    }

    @Override
    public String login() {
        return run.login();
    }

    @Override
    public Optional<String> callerSetting(String name) {
        return Optional.ofNullable(run.settings().get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<String> readLine(String prompt) {
        if (gone && input.isEmpty()) {
            return Optional.empty();
        }
        wire.send(new Frame.Ask(prompt));
        try {
            if (input.take() instanceof Frame.Line(String id, String text)) {
                lineId = id;
                return Optional.of(text);
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String lineId() {
        return lineId;
    }

    @Override
    public void out(String text) {
        wire.send(new Frame.Out(text));
    }

    @Override
    public void note(String line) {
        wire.send(new Frame.Note(line));
    }

    @Override
    public AutoCloseable onInterrupt(Runnable action) {
        handler.set(action);
        wire.send(new Frame.Listen(true));
        return () -> {
            handler.set(null);
            wire.send(new Frame.Listen(false));
        };
    }
}

package ai.clara.chat;

import ai.clara.run.Closing;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.chat.Part;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One person talking in one conversation, line by line. */
final class Talk {
    private final Inbox inbox;
    private final Clock clock;
    private final CommandIo io;
    private final String person;
    private final ConversationKey place;
    private final Standing standing;
    private final Display display;

    Talk(Inbox inbox, Clock clock, CommandIo io, String person, ConversationKey place, Standing standing) {
        this.inbox = inbox;
        this.clock = clock;
        this.io = io;
        this.person = person;
        this.place = place;
        this.standing = standing;
        this.display = Display.on(io);
    }

    /** Answers every line until there is none. */
    void run() {
        for (Optional<String> line = next(); line.isPresent(); line = next()) {
            String text = line.get();
            if (text.isBlank()) {
                continue;
            }
            if (io.interactive() && text.strip().equals("/quit")) {
                return;
            }
            if (io.interactive() && commanded(text.strip())) {
                continue;
            }
            LineRule.refusal(text).ifPresentOrElse(display::whole, () -> say(text));
        }
    }

    /** Whether the line was for the program and not for Clara. */
    private boolean commanded(String line) {
        if (line.equals("/help")) {
            io.out(HELP);
            return true;
        }
        if (line.equals("/project") || line.startsWith("/project ")) {
            io.out(standing.asked(line.substring("/project".length()).strip(), account()) + "\n\n");
            return true;
        }
        return false;
    }

    private AccountKey account() {
        return new AccountKey(TerminalChannel.NAME, person);
    }

    private static final String HELP = """
            Say anything; I remember it and use it when it helps.
              what do you know about me?   what I hold
              forget that                  take back what you said last
              /project NAME                go on in a project, which remembers for itself
              /project                     where we are, and which projects there are
              /quit                        leave (Ctrl-C and Ctrl-D do too)
            Ctrl-C while I answer stops the answer.
            """;

    private Optional<String> next() {
        return io.readLine(person + "> ");
    }

    private void say(String text) {
        AccountKey author = account();
        var message = new InboundMessage(
                place,
                author,
                person,
                io.lineId(),
                List.of(new Part.Text(text)),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                standing.next(),
                true);
        var answer = new Answer();
        AutoCloseable listening = io.onInterrupt(() -> inbox.stop(place, author));
        try {
            switch (inbox.accept(message, answer)) {
                case ACCEPTED, DUPLICATE -> {
                    standing.taken();
                    answer.show(display);
                }
                case STOPPED -> answer.showNow(display, "Stopped.");
                case REFUSED ->
                    answer.showNow(display, "Too much is waiting here already; please say that again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Clara is ending; the answer will be shown when you open the chat again.");
        } finally {
            Closing.close(listening);
        }
    }
}

package ai.clara.chat;

import ai.clara.settings.AppSettings;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.Projects;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.model.Models;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** {@code chat}: finds out who talks where, greets, hands over what waited, and lets them talk. */
@Singleton
final class ChatCommand implements Command {
    private final BeanProvider<Inbox> inbox;
    private final BeanProvider<Outbox> outbox;
    private final BeanProvider<Projects> projects;
    private final BeanProvider<Models> models;
    private final TerminalChannel channel;
    private final Clock clock;

    ChatCommand(
            BeanProvider<Inbox> inbox,
            BeanProvider<Outbox> outbox,
            BeanProvider<Projects> projects,
            BeanProvider<Models> models,
            TerminalChannel channel,
            Clock clock) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.projects = projects;
        this.models = models;
        this.channel = channel;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public String usage() {
        return ChatOptions.USAGE;
    }

    @Override
    public void check(List<String> args) {
        var unused = ChatOptions.parse(args);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        ChatOptions options = ChatOptions.parse(args);
        String person = options.as()
                .orElseGet(() -> io.callerSetting(AppSettings.USER_ID.name())
                        .map(name -> ChatOptions.checked(AppSettings.USER_ID.name(), name))
                        .orElse(io.login()));
        ConversationKey place = options.channel()
                .map(room -> new ConversationKey(TerminalChannel.NAME, ConversationKey.Kind.ROOM, room))
                .orElseGet(() -> new ConversationKey(TerminalChannel.NAME, ConversationKey.Kind.DIRECT, person));
        var standing = new Standing(projects.get(), place);
        options.project().ifPresent(name -> standing.move(name));
        if (io.interactive()) {
            greet(io, person, options, standing);
        } else {
            io.note(models.get().because());
        }
        Consumer<String> late = text -> showLate(io, text);
        channel.open(place, late).forEach((message, text) -> {
            late.accept(text);
            outbox.get().delivered(TerminalChannel.NAME, message);
        });
        try {
            new Talk(inbox.get(), clock, io, person, place, standing).run();
        } finally {
            channel.close(place, late);
        }
        return 0;
    }

    private void greet(CommandIo io, String person, ChatOptions options, Standing standing) {
        String where = options.channel().map(room -> " in the room " + room).orElse("");
        io.out("Hello " + person + where + ", I am Clara.\n");
        io.out(models.get().because() + "\n");
        standing.greeting().ifPresent(line -> io.out(line + "\n"));
        io.out("/help shows what you can do here.\n\n");
    }

    private static void showLate(CommandIo io, String text) {
        io.note("While you were away: " + text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}

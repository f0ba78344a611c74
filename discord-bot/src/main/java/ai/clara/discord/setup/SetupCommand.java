package ai.clara.discord.setup;

import ai.clara.discord.DiscordSettings;
import ai.clara.discord.Permissions;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code setup}: a few questions; what is saved was tried before. */
@Singleton
final class SetupCommand implements Command {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{20,200}");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final int LOOKS_MAX = 200;

    private final Settings settings;
    private final Home home;
    private final Duration lookEvery;

    @Inject
    SetupCommand(Settings settings, Home home) {
        this(settings, home, LOOK_EVERY);
    }

    SetupCommand(Settings settings, Home home, Duration lookEvery) {
        this.settings = settings;
        this.home = home;
        this.lookEvery = lookEvery;
    }

    @Override
    public String name() {
        return "setup";
    }

    @Override
    public String usage() {
        return "setup: asks for the bot's token, checks it at Discord, gives the invitation, and saves it";
    }

    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        if (!args.isEmpty()) {
            throw CommandException.usage("setup takes no arguments; it asks, and reads the token from a pipe as well.");
        }
        Person person = Person.at(io);
        String token = askToken(person);
        try (var desk = new DiscordDesk(settings.text(DiscordSettings.API_BASE_URL), token)) {
            Bot bot = desk.bot();
            person.tell("Discord knows this token: it is " + bot.name() + ".");
            nameMissingIntents(bot, person);
            invite(bot, desk, person);
        }
        save(token, person);
        person.tell("Saved in " + home.resolve(".env") + ". Start her with ./clara serve.");
        return 0;
    }

    private String askToken(Person person) {
        Optional<String> known = settings.find(DiscordSettings.TOKEN);
        person.tell(
                "Clara needs the token of a Discord bot: https://discord.com/developers/applications, New Application,"
                        + " then Bot, Reset Token.");
        String prompt = known.map(token -> "Bot token (Enter keeps " + masked(token) + "): ")
                .orElse("Bot token: ");
        String typed = person.secret(prompt)
                .map(String::strip)
                .orElseThrow(
                        () -> CommandException.failed("The input ended before there was a token; nothing was saved."));
        String token = typed.isEmpty() ? known.orElse("") : typed;
        if (token.isEmpty()) {
            throw CommandException.failed("Without a token there is nothing to set up; nothing was saved.");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw CommandException.failed(
                    "That is not the token of a bot, which has only letters, digits, dots, dashes and underscores; nothing was saved.");
        }
        return token;
    }

    private static void nameMissingIntents(Bot bot, Person person) {
        for (String intent : bot.missingIntents()) {
            person.tell(intent + " is switched off: switch it on at " + bot.intentsPage()
                    + ". Until then Clara reads direct messages and mentions only.");
        }
    }

    private void invite(Bot bot, DiscordDesk desk, Person person) {
        Bot invited = settings.find(DiscordSettings.CLIENT_ID)
                .map(id -> new Bot(bot.name(), id, bot.flags()))
                .orElse(bot);
        person.tell("This link brings her into a server, with the permissions she uses and no other:");
        person.give(invited.invitation(Permissions.raw()));
        List<String> servers = desk.servers();
        if (servers.isEmpty() && person.present()) {
            person.tell("Waiting until she is in a server; press Enter to go on without.");
            servers = awaitServers(desk, person);
        }
        person.tell(
                servers.isEmpty()
                        ? "She is in no server yet; the link stays good."
                        : "She is in: " + String.join(", ", servers) + ".");
    }

    private List<String> awaitServers(DiscordDesk desk, Person person) {
        List<String> servers = List.of();
        for (int look = 0; look < LOOKS_MAX && servers.isEmpty(); look++) {
            if (person.pressesEnterWithin(lookEvery)) {
                return servers;
            }
            servers = serversNow(desk);
        }
        return servers;
    }

    /** None when Discord could not be asked: while a person waits, the next look may be luckier. */
    private static List<String> serversNow(DiscordDesk desk) {
        try {
            return desk.servers();
        } catch (CommandException e) {
            return List.of();
        }
    }

    private void save(String token, Person person) {
        var file = new EnvFile(home.resolve(".env"));
        try {
            Optional<String> before = settings.find(DiscordSettings.TOKEN);
            if (before.isPresent() && !before.get().equals(token) && !file.holds(before.get())) {
                person.tell("Another DISCORD_BOT_TOKEN is set outside " + file.path()
                        + " and may be used instead; take it away there.");
            }
            file.set(DiscordSettings.TOKEN.name(), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enough to tell two tokens apart, too little to use one. */
    private static String masked(String token) {
        return "••••••" + (token.length() < 20 ? "" : token.substring(token.length() - 4));
    }
}

package ai.clara.discord.setup;

import ai.clara.discord.DiscordSettings;
import ai.clara.discord.Permissions;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.setup.SetupStep;
import ai.clara.spi.setup.SetupTalk;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bot's token, tried at Discord, and the invitation. */
@Singleton
final class DiscordStep implements SetupStep {
    private static final int ORDER = 10;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{20,200}");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final int LOOKS_MAX = 200;

    private final Settings settings;
    private final Duration lookEvery;

    @Inject
    DiscordStep(Settings settings) {
        this(settings, LOOK_EVERY);
    }

    DiscordStep(Settings settings, Duration lookEvery) {
        this.settings = settings;
        this.lookEvery = lookEvery;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public void ask(SetupTalk talk) {
        talk.tell("To talk on Discord, Clara needs the token of a bot: https://discord.com/developers/applications,"
                + " New Application, then Bot, Reset Token.");
        Optional<String> token = token(talk);
        token.ifPresentOrElse(
                known -> connect(known, talk),
                () -> talk.tell("No Discord; run ./clara setup again when you want it."));
    }

    /** The one typed, else the one known; empty when Discord is not wanted. */
    private Optional<String> token(SetupTalk talk) {
        Optional<String> known = settings.find(DiscordSettings.TOKEN);
        String prompt = known.map(token -> "Bot token (Enter keeps " + masked(token) + "): ")
                .orElse("Bot token (Enter goes on without Discord): ");
        Optional<String> token = talk.secret(prompt)
                .map(String::strip)
                .filter(typed -> !typed.isEmpty())
                .or(() -> known);
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw CommandException.failed(
                    "That is not the token of a bot, which has only letters, digits, dots, dashes and underscores; nothing was saved.");
        }
        return token;
    }

    private void connect(String token, SetupTalk talk) {
        try (var desk = new DiscordDesk(settings.text(DiscordSettings.API_BASE_URL), token)) {
            Bot bot = desk.bot();
            talk.tell("Discord knows this token: it is " + bot.name() + ".");
            nameMissingIntents(bot, talk);
            invite(bot, desk, talk);
        }
        talk.save(DiscordSettings.TOKEN, token);
    }

    private static void nameMissingIntents(Bot bot, SetupTalk talk) {
        for (String intent : bot.missingIntents()) {
            talk.tell(intent + " is switched off: switch it on at " + bot.intentsPage()
                    + ". Until then Clara reads direct messages and mentions only.");
        }
    }

    private void invite(Bot bot, DiscordDesk desk, SetupTalk talk) {
        Bot invited = settings.find(DiscordSettings.CLIENT_ID)
                .map(id -> new Bot(bot.name(), id, bot.flags()))
                .orElse(bot);
        talk.tell("This link brings her into a server, with the permissions she uses and no other:");
        talk.give(invited.invitation(Permissions.raw()));
        List<String> servers = desk.servers();
        if (servers.isEmpty() && talk.present()) {
            talk.tell("Waiting until she is in a server; press Enter to go on without.");
            servers = awaitServers(desk, talk);
        }
        talk.tell(
                servers.isEmpty()
                        ? "She is in no server yet; the link stays good."
                        : "She is in: " + String.join(", ", servers) + ".");
    }

    private List<String> awaitServers(DiscordDesk desk, SetupTalk talk) {
        List<String> servers = List.of();
        for (int look = 0; look < LOOKS_MAX && servers.isEmpty(); look++) {
            if (talk.pressesEnterWithin(lookEvery)) {
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

    /** Enough to tell two tokens apart, too little to use one. */
    private static String masked(String token) {
        return "••••••" + (token.length() < 20 ? "" : token.substring(token.length() - 4));
    }
}

package ai.clara.discord;

import ai.clara.spi.operation.Check;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;

/** Whether Clara is on Discord, and whether she may do there what she needs to. */
@Singleton
final class DiscordCheck implements Check {
    private static final String NAME = "Discord";
    private static final int SERVERS_NAMED_MAX = 5;

    private final DiscordConnection connection;
    private final Discord discord;
    private final Settings settings;

    DiscordCheck(DiscordConnection connection, Discord discord, Settings settings) {
        this.connection = connection;
        this.discord = discord;
        this.settings = settings;
    }

    @Override
    public List<Finding> look() {
        Standing standing = connection.standing();
        if (standing.state() == Standing.State.OFF
                && settings.find(DiscordSettings.TOKEN).isPresent()) {
            return List.of(new Finding(NAME, true, "a token is set; she connects while ./clara serve runs", ""));
        }
        var findings = new ArrayList<Finding>();
        findings.add(new Finding(NAME, standing.well(), standing.line(), standing.fix()));
        discord.session().filter(jda -> standing.connected()).ifPresent(jda -> findings.addAll(permissions(jda)));
        return findings;
    }

    private static List<Finding> permissions(JDA jda) {
        List<Finding> lacking = jda.getGuilds().stream()
                .flatMap(guild -> lacking(guild).stream())
                .limit(SERVERS_NAMED_MAX)
                .toList();
        return lacking.isEmpty() && !jda.getGuilds().isEmpty()
                ? List.of(new Finding(NAME + " permissions", true, "all that she uses, in every server", ""))
                : lacking;
    }

    private static List<Finding> lacking(Guild guild) {
        List<String> missing = Permissions.missing(guild.getSelfMember().getPermissions());
        return missing.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        NAME + " permissions",
                        false,
                        "in " + guild.getName() + " she lacks " + String.join(", ", missing),
                        "Give them to her role there, or invite her again with the link of ./clara setup."));
    }
}

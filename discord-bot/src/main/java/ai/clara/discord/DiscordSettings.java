package ai.clara.discord;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** What Discord is told and asked. */
@Singleton
public final class DiscordSettings implements SettingGroup {
    public static final Setting TOKEN =
            Setting.text("DISCORD_BOT_TOKEN", "", "Token of the bot.").asSecret();
    public static final Setting CLIENT_ID =
            Setting.text("DISCORD_CLIENT_ID", "", "Id used in the invitation link; without it the bot's own.");
    public static final Setting API_BASE_URL =
            Setting.text("DISCORD_API_BASE_URL", "https://discord.com/api/v10", "Address of Discord's API.");
    public static final Setting GATEWAY_URL =
            Setting.text("DISCORD_GATEWAY_URL", "", "Address of Discord's gateway; without it Discord's own.");
    public static final Setting ALLOWED_SERVERS = Setting.text(
            "DISCORD_ALLOWED_SERVERS",
            "",
            "Ids of servers, all of whose channels are allowed; then the list of channels is not read.");
    public static final Setting ALLOWED_CHANNELS =
            Setting.text("DISCORD_ALLOWED_CHANNELS", "", "Ids of channels that are allowed, with their threads.");
    public static final Setting ALLOWED_ROLES = Setting.text(
            "DISCORD_ALLOWED_ROLES",
            "",
            "Ids of roles, one of which a person needs in addition, also in direct messages.");
    public static final Setting ALLOW_DMS = Setting.choice(
            "CLARA_ALLOW_DMS",
            "members",
            "Who may write direct messages: everyone, members of the allowed servers, or nobody.",
            "everyone",
            "members",
            "none");
    public static final Setting MAX_MESSAGES =
            Setting.number("DISCORD_MAX_MESSAGES", 25, 1, 1000, "Messages in a reply chain.");
    public static final Setting CHANNEL_HISTORY_LIMIT = Setting.number(
            "DISCORD_CHANNEL_HISTORY_LIMIT", 50, 0, 1000, "Messages of a channel that are read around a mention.");

    @Override
    public String title() {
        return "Discord";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                TOKEN,
                CLIENT_ID,
                API_BASE_URL,
                GATEWAY_URL,
                ALLOWED_SERVERS,
                ALLOWED_CHANNELS,
                ALLOWED_ROLES,
                ALLOW_DMS,
                MAX_MESSAGES,
                CHANNEL_HISTORY_LIMIT);
    }
}

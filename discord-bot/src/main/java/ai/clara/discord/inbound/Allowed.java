package ai.clara.discord.inbound;

import ai.clara.discord.DiscordSettings;
import ai.clara.discord.IdList;
import ai.clara.spi.settings.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's rules of who may talk to Clara. Empty lists allow all.
 *
 * @param servers when there are any, all of their channels are allowed and the list of channels is not read
 * @param channels allowed channels with their threads
 * @param roles one of them is needed in addition
 */
record Allowed(Set<String> servers, Set<String> channels, Set<String> roles, Dms dms) {
    /** Who may write direct messages. */
    enum Dms {
        EVERYONE,
        MEMBERS,
        NONE
    }

    static Allowed of(Settings settings) {
        return new Allowed(
                IdList.read(settings, DiscordSettings.ALLOWED_SERVERS),
                IdList.read(settings, DiscordSettings.ALLOWED_CHANNELS),
                IdList.read(settings, DiscordSettings.ALLOWED_ROLES),
                Dms.valueOf(settings.text(DiscordSettings.ALLOW_DMS).toUpperCase(Locale.ROOT)));
    }

    /** Whether anyone may talk in this room. */
    boolean room(Heard.Room room) {
        if (!servers.isEmpty()) {
            return servers.contains(room.server());
        }
        return channels.isEmpty()
                || channels.contains(room.channel())
                || room.parent().filter(channels::contains).isPresent();
    }

    /** Whether membership in this server counts for direct messages. */
    boolean server(String id, Set<String> channelsThere) {
        if (!servers.isEmpty()) {
            return servers.contains(id);
        }
        return channels.isEmpty() || !Collections.disjoint(channels, channelsThere);
    }

    /** Whether someone with these roles may talk. */
    boolean roles(Set<String> held) {
        return roles.isEmpty() || !Collections.disjoint(roles, held);
    }

    /** Whether anything must be known of a person before they may write direct messages. */
    boolean asksForMembers() {
        return dms == Dms.MEMBERS || !roles.isEmpty();
    }

    /** Whether anyone at all may write direct messages. */
    boolean anyDms() {
        return dms != Dms.NONE;
    }

    /** One sentence for the operator. */
    String sentence() {
        var parts = new ArrayList<String>();
        parts.add(who() + " may talk to Clara " + where());
        parts.add(
                switch (dms) {
                    case EVERYONE -> roles.isEmpty() ? "everyone in direct messages" : "in direct messages too";
                    case MEMBERS -> "members of these servers in direct messages";
                    case NONE -> "nobody in direct messages";
                });
        return String.join(", and ", parts) + ignored().orElse("") + ".";
    }

    private String who() {
        return roles.isEmpty() ? "Everyone" : "Who has one of " + count(roles, "role");
    }

    private String where() {
        if (!servers.isEmpty()) {
            return "in " + count(servers, "server");
        }
        return channels.isEmpty() ? "in every server that she was invited to" : "in " + count(channels, "channel");
    }

    private Optional<String> ignored() {
        return servers.isEmpty() || channels.isEmpty()
                ? Optional.empty()
                : Optional.of("; DISCORD_ALLOWED_CHANNELS is not read, because DISCORD_ALLOWED_SERVERS is set");
    }

    private static String count(Set<String> ids, String what) {
        return ids.size() == 1 ? "1 " + what : ids.size() + " " + what + "s";
    }
}

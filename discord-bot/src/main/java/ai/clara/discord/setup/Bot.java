package ai.clara.discord.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * The bot a token belongs to, as Discord describes it.
 *
 * @param name what people see
 * @param applicationId what invitations name
 * @param flags the application's, as a number of bits
 */
record Bot(String name, String applicationId, long flags) {
    private static final long MESSAGE_CONTENT = 1L << 18;
    /** The same for a bot in few servers. */
    private static final long MESSAGE_CONTENT_LIMITED = 1L << 19;

    /** Privileged intents Clara uses that are switched off, as Discord's pages name them. */
    List<String> missingIntents() {
        List<String> missing = new ArrayList<>();
        if ((flags & (MESSAGE_CONTENT | MESSAGE_CONTENT_LIMITED)) == 0) {
            missing.add("Message Content Intent");
        }
        return missing;
    }

    String intentsPage() {
        return "https://discord.com/developers/applications/" + applicationId + "/bot";
    }

    /** The link that brings her into a server, with the permissions she uses and no other. */
    String invitation(long permissions) {
        return "https://discord.com/oauth2/authorize?client_id=" + applicationId + "&permissions=" + permissions
                + "&scope=bot+applications.commands";
    }
}

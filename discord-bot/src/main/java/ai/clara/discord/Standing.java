package ai.clara.discord;

import java.io.IOException;
import java.util.Set;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.GatewayIntent;

/**
 * How the connection stands.
 *
 * @param line one sentence for people
 * @param fix what to do, empty when all is well
 */
record Standing(State state, String line, String fix) {
    /** What there is to expect. */
    enum State {
        /** There is no token. */
        OFF,
        /** Not yet, or not now, but it is tried. */
        TRYING,
        CONNECTED,
        /** Connected with less than Clara can use. */
        REDUCED,
        /** It is not tried any more. */
        REFUSED
    }

    static Standing off() {
        return new Standing(State.OFF, "off; DISCORD_BOT_TOKEN is not set", "");
    }

    static Standing connected(JDA jda, Set<GatewayIntent> intents) {
        String line = "connected as %s (%s), in %s"
                .formatted(
                        jda.getSelfUser().getName(),
                        jda.getSelfUser().getId(),
                        servers(jda.getGuilds().size()));
        if (intents.contains(GatewayIntent.MESSAGE_CONTENT)) {
            return new Standing(State.CONNECTED, line, "");
        }
        return new Standing(
                State.REDUCED,
                line + ", without Message Content Intent: she reads direct messages and mentions only",
                "Turn on Message Content Intent under Bot at https://discord.com/developers/applications and restart.");
    }

    private static String servers(int count) {
        return switch (count) {
            case 0 -> "no server yet";
            case 1 -> "1 server";
            default -> count + " servers";
        };
    }

    /** What a person can do something about, out of what the library wrapped around it. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        Throwable told = cause instanceof IOException ? cause : failure;
        String message = told.getMessage();
        return message == null ? told.getClass().getSimpleName() : message;
    }

    boolean well() {
        return state == State.OFF || state == State.CONNECTED;
    }

    boolean connected() {
        return state == State.CONNECTED || state == State.REDUCED;
    }
}

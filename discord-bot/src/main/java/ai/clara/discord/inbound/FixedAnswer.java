package ai.clara.discord.inbound;

import ai.clara.discord.command.Help;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;

/**
 * Words that answer a message without a turn: nothing is stored and no model is asked.
 *
 * @param kind at most six letters, for the nonce
 */
record FixedAnswer(String kind, String text) {
    private static final FixedAnswer HELP = new FixedAnswer("help", Help.TEXT);
    private static final FixedAnswer UNREADABLE =
            new FixedAnswer("unread", "There is nothing in that message that I can read.");
    private static final FixedAnswer UNSEEN = new FixedAnswer(
            "unread",
            "Discord shows me only messages here that mention me; please mention me in what you want me to read.");

    /**
     * The answer that needs no turn, if there is one.
     *
     * @param seesAll whether Discord shows Clara the words of messages that do not mention her
     */
    static Optional<FixedAnswer> to(Heard heard, boolean seesAll) {
        if (heard.empty()) {
            return Optional.of(heard.room().isPresent() && !seesAll ? UNSEEN : UNREADABLE);
        }
        return heard.files().isEmpty() && Help.askedBy(heard.text()) ? Optional.of(HELP) : Optional.empty();
    }

    /** Sent twice it is shown once, as long as Discord knows the nonce. */
    MessageCreateAction answer(MessageChannel channel, String messageId) {
        return channel.sendMessage(text)
                .setMessageReference(messageId)
                .failOnInvalidReply(false)
                .mentionRepliedUser(false)
                .setAllowedMentions(List.of())
                .setNonce(kind + messageId);
    }
}

package ai.clara.discord.context;

import ai.clara.discord.Discord;
import ai.clara.discord.inbound.Addressing;
import ai.clara.discord.inbound.Heard;
import ai.clara.discord.inbound.Hearing;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.entities.Message;

/** Messages of Discord as a model is shown them. */
final class Reading {
    /** A careful guess for Latin scripts. */
    private static final int CHARS_PER_TOKEN = 3;

    /** Speaker, time and markup of one entry. */
    private static final int ENTRY_TOKENS = 16;

    private Reading() {}

    static Quote quote(Message message) {
        return new Quote(new Source.Platform(Discord.NAME, message.getId()), asChat(message));
    }

    private static ChatMessage asChat(Message message) {
        Instant at = message.getTimeCreated().toInstant();
        Heard heard = Hearing.of(message);
        if (message.getAuthor().getIdLong() == message.getJDA().getSelfUser().getIdLong()) {
            return new ChatMessage.FromClara(at, withoutSubtext(heard.text()));
        }
        return new ChatMessage.FromPerson(heard.authorName(), at, List.of(new Part.Text(heard.text())));
    }

    static boolean forClara(Message message) {
        return Addressing.forClara(Hearing.of(message).wording());
    }

    static int tokens(Quote quote) {
        return ENTRY_TOKENS + quote.message().plainText().length() / CHARS_PER_TOKEN;
    }

    /** Her small print is for people. */
    private static String withoutSubtext(String text) {
        return text.lines().filter(line -> !line.startsWith("-# ")).collect(Collectors.joining("\n"));
    }
}

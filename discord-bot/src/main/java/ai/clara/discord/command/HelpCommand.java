package ai.clara.discord.command;

import jakarta.inject.Singleton;
import java.util.List;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /help}, seen only by who asked. Everyone may ask: people must be able to learn what is kept of them. */
@Singleton
final class HelpCommand implements Slash {
    private static final Logger LOG = LoggerFactory.getLogger(HelpCommand.class);

    @Override
    public SlashCommandData data() {
        return Commands.slash("help", "What Clara does, what she keeps, and how to say no");
    }

    @Override
    public void answer(SlashCommandInteractionEvent event) {
        event.reply(Help.TEXT)
                .setEphemeral(true)
                .setAllowedMentions(List.of())
                .queue(
                        shown -> {},
                        failure -> LOG.warn("/help {} was not answered: {}", event.getId(), failure.getMessage()));
    }
}

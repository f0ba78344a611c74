package ai.clara.discord.command;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /help}, seen only by who asked. Everyone may ask: people must be able to learn what is kept of them. */
@Singleton
final class HelpCommand extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HelpCommand.class);
    private static final String NAME = "help";
    private static final Set<InteractionContextType> CONTEXTS =
            Set.copyOf(EnumSet.of(InteractionContextType.GUILD, InteractionContextType.BOT_DM));
    private static final SlashCommandData HELP = Commands.slash(
                    NAME, "What Clara does, what she keeps, and how to say no")
            .setContexts(CONTEXTS);
    private static final Consumer<Throwable> UNREGISTERED =
            failure -> LOG.warn("the command /help could not be registered: {}", failure.getMessage());

    @Override
    public void onReady(ReadyEvent event) {
        JDA jda = event.getJDA();
        jda.retrieveCommands().queue(known -> register(jda, known), UNREGISTERED);
    }

    private static void register(JDA jda, List<Command> known) {
        boolean same = known.size() == 1
                && known.stream()
                        .allMatch(command -> command.getName().equals(HELP.getName())
                                && command.getDescription().equals(HELP.getDescription())
                                && command.getContexts().equals(CONTEXTS));
        if (!same) {
            jda.updateCommands()
                    .addCommands(HELP)
                    .queue(now -> LOG.info("registered {} commands at Discord", now.size()), UNREGISTERED);
        }
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        if (event.getName().equals(NAME)) {
            event.reply(Help.TEXT)
                    .setEphemeral(true)
                    .setAllowedMentions(List.of())
                    .queue(
                            shown -> {},
                            failure -> LOG.warn("/help {} was not answered: {}", event.getId(), failure.getMessage()));
        }
    }
}

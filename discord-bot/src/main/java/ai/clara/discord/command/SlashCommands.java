package ai.clara.discord.command;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Discord which commands there are, when it does not know yet, and hands each call to its command. */
@Singleton
final class SlashCommands extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SlashCommands.class);
    private static final Set<InteractionContextType> CONTEXTS =
            Set.copyOf(EnumSet.of(InteractionContextType.GUILD, InteractionContextType.BOT_DM));
    private static final Consumer<Throwable> UNREGISTERED =
            failure -> LOG.warn("the commands could not be registered: {}", failure.getMessage());

    private final List<Slash> commands;

    SlashCommands(List<Slash> commands) {
        this.commands = commands;
    }

    /** What tells one version of a command from another. */
    private record Face(String name, String description, Set<String> options, Set<InteractionContextType> contexts) {
        static Face of(Command known) {
            return new Face(
                    known.getName(),
                    known.getDescription(),
                    known.getOptions().stream()
                            .map(option -> option.getName() + ": " + option.getDescription())
                            .collect(Collectors.toSet()),
                    Set.copyOf(known.getContexts()));
        }

        static Face of(SlashCommandData own) {
            return new Face(
                    own.getName(),
                    own.getDescription(),
                    own.getOptions().stream()
                            .map(option -> option.getName() + ": " + option.getDescription())
                            .collect(Collectors.toSet()),
                    CONTEXTS);
        }
    }

    @Override
    public void onReady(ReadyEvent event) {
        JDA jda = event.getJDA();
        jda.retrieveCommands().queue(known -> register(jda, known), UNREGISTERED);
    }

    private void register(JDA jda, List<Command> known) {
        var there = new HashSet<Face>();
        known.forEach(command -> there.add(Face.of(command)));
        var wanted = new HashSet<Face>();
        commands.forEach(command -> wanted.add(Face.of(command.data())));
        if (!there.equals(wanted)) {
            jda.updateCommands()
                    .addCommands(commands.stream()
                            .map(command -> command.data().setContexts(CONTEXTS))
                            .toList())
                    .queue(now -> LOG.info("registered {} commands at Discord", now.size()), UNREGISTERED);
        }
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        commands.stream()
                .filter(command -> command.data().getName().equals(event.getName()))
                .findFirst()
                .ifPresent(command -> command.answer(event));
    }
}

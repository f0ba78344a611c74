package ai.clara.discord.command;

import ai.clara.discord.Discord;
import ai.clara.discord.channel.Places;
import ai.clara.spi.channel.Projects;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.utils.MarkdownSanitizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /project}: where a conversation is, and where it goes on. The answer is seen only by who asked. A channel is everybody's, so
 * there it takes the right to manage the channel.
 */
@Singleton
final class ProjectCommand implements Slash {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectCommand.class);
    private static final String NAME = "name";

    private final Projects projects;

    ProjectCommand(Projects projects) {
        this.projects = projects;
    }

    @Override
    public SlashCommandData data() {
        return Commands.slash("project", "Which project we talk in, and another one to go on in")
                .addOption(OptionType.STRING, NAME, "The project to go on in; a new name begins a new one", false);
    }

    @Override
    public void answer(SlashCommandInteractionEvent event) {
        Optional<String> name = Optional.ofNullable(event.getOption(NAME)).map(OptionMapping::getAsString);
        ConversationKey place =
                Places.of(event.getChannel(), event.getUser().getId()).key();
        var person = new AccountKey(Discord.NAME, event.getUser().getId());
        boolean may = event.getMember() == null
                || event.getMember().hasPermission(event.getGuildChannel(), Permission.MANAGE_CHANNEL);
        event.deferReply(true)
                .queue(
                        hook -> Thread.ofVirtual()
                                .name("project-command")
                                .start(() -> tell(hook, said(name, place, person, may))),
                        failure -> LOG.warn("/project {} was not answered: {}", event.getId(), failure.getMessage()));
    }

    private static void tell(InteractionHook hook, String text) {
        hook.editOriginal(text)
                .setAllowedMentions(List.of())
                .queue(
                        shown -> {},
                        failure -> LOG.warn("the answer to /project was not shown: {}", failure.getMessage()));
    }

    private String said(Optional<String> name, ConversationKey place, AccountKey person, boolean may) {
        try {
            return name.isPresent() ? move(name.get(), place, may) : standing(place, person);
        } catch (StoreException e) {
            return "I could not look that up just now; please try again in a moment.";
        }
    }

    private String move(String name, ConversationKey place, boolean may) {
        if (!may) {
            return "The project of a channel is chosen by whoever may manage the channel.";
        }
        Optional<Project> project = projects.named(name);
        if (project.isEmpty()) {
            return Project.RULE;
        }
        if (!projects.choose(place, project.get())) {
            return "Say something to me here first; then this conversation can go on in a project.";
        }
        return "From here on we talk in the project " + shown(project.get()) + ", and "
                + (project.get().isDefault() ? "I recall it everywhere." : "I recall it there alone.");
    }

    private String standing(ConversationKey place, AccountKey person) {
        return "We are in the project " + shown(projects.current(place)) + ". There are: "
                + projects.known(place, person).stream().map(this::shown).collect(Collectors.joining(", "))
                + ". `/project name:` goes on in another one.";
    }

    private String shown(Project project) {
        return "**" + MarkdownSanitizer.escape(projects.nameOf(project)) + "**";
    }
}

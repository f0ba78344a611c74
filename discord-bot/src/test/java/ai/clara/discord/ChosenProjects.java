package ai.clara.discord;

import ai.clara.spi.channel.Projects;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The engine's projects, of a house in which every conversation is known. */
final class ChosenProjects implements Projects {
    private final Map<ConversationKey, Project> chosen = new ConcurrentHashMap<>();

    @Override
    public Optional<Project> named(String words) {
        return Project.named(words);
    }

    @Override
    public String nameOf(Project project) {
        return project.isDefault() ? "Default Project" : project.name();
    }

    @Override
    public Project current(ConversationKey conversation) {
        return chosen.getOrDefault(conversation, Project.DEFAULT);
    }

    @Override
    public List<Project> known(ConversationKey conversation, AccountKey person) {
        return List.of(Project.DEFAULT);
    }

    @Override
    public boolean choose(ConversationKey conversation, Project project) {
        chosen.put(conversation, project);
        return true;
    }
}

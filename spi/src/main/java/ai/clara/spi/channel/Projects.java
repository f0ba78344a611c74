package ai.clara.spi.channel;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import java.util.List;
import java.util.Optional;

/** The projects that conversations are in. */
public interface Projects {
    /** The project that somebody calls so, the default one by its name in settings; empty when it breaks {@link Project#RULE}. */
    Optional<Project> named(String words);

    /** What people call it. */
    String nameOf(Project project);

    /** Where the next message of this conversation belongs. */
    Project current(ConversationKey conversation);

    /** The projects of which this person may know in this conversation, the default one too, by name. */
    List<Project> known(ConversationKey conversation, AccountKey person);

    /**
     * Puts a conversation into a project, with all that is said there from now on.
     *
     * @return false when nothing was ever said there
     */
    boolean choose(ConversationKey conversation, Project project);
}

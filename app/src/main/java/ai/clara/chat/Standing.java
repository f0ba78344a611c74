package ai.clara.chat;

import ai.clara.spi.channel.Projects;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import java.util.Optional;
import java.util.stream.Collectors;

/** The project in which a conversation stands. One in which nothing was said yet is put there by its first message. */
final class Standing {
    private final Projects projects;
    private final ConversationKey place;
    private Optional<Project> next = Optional.empty();

    Standing(Projects projects, ConversationKey place) {
        this.projects = projects;
        this.place = place;
    }

    /** Goes on in the project of this name; false when it cannot be one. */
    boolean move(String name) {
        Optional<Project> project = projects.named(name);
        project.ifPresent(chosen -> next = projects.choose(place, chosen) ? Optional.empty() : Optional.of(chosen));
        return project.isPresent();
    }

    /** What the next message has to say of it. */
    Optional<Project> next() {
        return next;
    }

    /** The message was taken in. */
    void taken() {
        next = Optional.empty();
    }

    /** Where the talk is, unless that is where it is anyway. */
    Optional<String> greeting() {
        Project here = here();
        return here.isDefault() ? Optional.empty() : Optional.of("We are in the project " + here.name() + ".");
    }

    /** Answers {@code /project} and moves when a name is given. */
    String asked(String name, AccountKey person) {
        if (!name.isEmpty()) {
            return move(name) ? moved() : Project.RULE;
        }
        return "We are in the project " + projects.nameOf(here()) + ". There are: "
                + projects.known(place, person).stream().map(projects::nameOf).collect(Collectors.joining(", ")) + ".";
    }

    private String moved() {
        return "From here on we talk in the project " + projects.nameOf(here()) + ", and "
                + (here().isDefault() ? "I recall it everywhere." : "I recall it there alone.");
    }

    private Project here() {
        return next.orElseGet(() -> projects.current(place));
    }
}

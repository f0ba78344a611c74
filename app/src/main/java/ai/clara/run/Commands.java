package ai.clara.run;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The commands that the rooms bring. */
@Singleton
public final class Commands {
    private final BeanProvider<Command> commands;

    public Commands(BeanProvider<Command> commands) {
        this.commands = commands;
    }

    public Optional<Command> find(String name) {
        return all().stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** @throws CommandException when there is none */
    public Command named(String name) {
        return find(name)
                .orElseThrow(
                        () -> CommandException.usage("There is no command '" + name + "'; ./clara help lists them."));
    }

    public List<Command> all() {
        return commands.stream().toList();
    }
}

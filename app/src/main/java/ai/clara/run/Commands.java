package ai.clara.run;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The commands that the rooms bring. */
@Singleton
public final class Commands {
    private final BeanProvider<Command> commands;

    public Commands(BeanProvider<Command> commands) {
        this.commands = commands;
    }

    /** The command that these words begin with: of "move" and "move vectors" the longer one. */
    public Optional<Command> find(List<String> asked) {
        return all().stream()
                .filter(command -> words(command)
                        .equals(asked.subList(0, Math.min(words(command).size(), asked.size()))))
                .max(Comparator.comparingInt(command -> words(command).size()));
    }

    /** @throws CommandException when there is none */
    public Command asked(List<String> asked) {
        return find(asked)
                .orElseThrow(() -> CommandException.usage(
                        "There is no command '" + asked.getFirst() + "'; ./clara help lists them."));
    }

    /** What follows the words of the command. */
    public static List<String> arguments(Command command, List<String> asked) {
        return asked.subList(words(command).size(), asked.size());
    }

    private static List<String> words(Command command) {
        return List.of(command.name().split(" "));
    }

    public List<Command> all() {
        return commands.stream().toList();
    }
}

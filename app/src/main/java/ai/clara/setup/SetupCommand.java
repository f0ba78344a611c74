package ai.clara.setup;

import ai.clara.settings.SettingValues;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.setup.SetupStep;
import ai.clara.spi.store.Home;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** {@code setup}: the questions of all rooms, one room after the other. */
@Singleton
final class SetupCommand implements Command {
    private final Supplier<List<SetupStep>> steps;
    private final SettingValues settings;
    private final Home home;

    @Inject
    SetupCommand(BeanProvider<SetupStep> steps, SettingValues settings, Home home) {
        this(() -> steps.stream().toList(), settings, home);
    }

    SetupCommand(Supplier<List<SetupStep>> steps, SettingValues settings, Home home) {
        this.steps = steps;
        this.settings = settings;
        this.home = home;
    }

    @Override
    public String name() {
        return "setup";
    }

    @Override
    public String usage() {
        return "setup: asks what Clara needs, tries every answer, and saves it in .env";
    }

    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty()) {
            throw CommandException.usage(
                    "setup takes no arguments; it asks, and reads the answers from a pipe as well.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        check(args);
        var file = new EnvFile(home.resolve(".env"));
        Person person = Person.at(io, settings, file);
        steps.get().stream().sorted(Comparator.comparingInt(SetupStep::order)).forEach(step -> step.ask(person));
        person.tell(ending(person, file) + " Start her with ./clara serve.");
        return 0;
    }

    /** Whoever sees what happens may well want nothing; a script that got nothing done has to hear of it. */
    private static String ending(Person person, EnvFile file) {
        if (person.saved()) {
            return "Saved in " + file.path() + ".";
        }
        if (person.ended() || !person.present()) {
            throw CommandException.failed("The input ended before anything was set up; nothing was saved.");
        }
        return "Nothing was saved; she stays as she was.";
    }
}

package ai.clara.chat;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.id.Project;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of {@code chat}.
 *
 * @param as the person, when named
 * @param channel the shared room, when not a direct message
 * @param project where the talk goes on
 */
record ChatOptions(Optional<String> as, Optional<String> channel, Optional<String> project) {
    static final String USAGE =
            "chat [--as NAME] [--once TEXT] [--channel NAME] [--project NAME]: talk with Clara here";
    private static final int NAME_CHARS_MAX = 64;

    static ChatOptions parse(List<String> args) {
        Optional<String> as = Optional.empty();
        Optional<String> channel = Optional.empty();
        Optional<String> project = Optional.empty();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            switch (arg) {
                case "--as" -> as = Optional.of(name(arg, args, ++i));
                case "--channel" -> channel = Optional.of(name(arg, args, ++i));
                case "--project" -> project = Optional.of(project(name(arg, args, ++i)));
                default ->
                    throw CommandException.usage("chat does not know '" + arg
                            + "'; it takes --as NAME, --once TEXT, --channel NAME and --project NAME.");
            }
        }
        return new ChatOptions(as, channel, project);
    }

    private static String name(String option, List<String> args, int index) {
        if (index >= args.size()) {
            throw CommandException.usage(option + " needs a name after it.");
        }
        return checked(option, args.get(index).strip());
    }

    private static String project(String name) {
        if (Project.named(name).isEmpty()) {
            throw CommandException.usage("--project: " + Project.RULE);
        }
        return name;
    }

    static String checked(String option, String name) {
        boolean printable = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX || !printable) {
            throw CommandException.usage(option + " needs a name of 1 to " + NAME_CHARS_MAX + " printable characters.");
        }
        return name;
    }
}

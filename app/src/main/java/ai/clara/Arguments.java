package ai.clara;

import ai.clara.spi.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words after {@code ./clara}, taken apart as far as the front door needs.
 *
 * @param home the directory after {@code --home}
 * @param once the one line of {@code chat --once}, which makes it a pipe with that line in it
 * @param command the command's name
 * @param rest what is left for the command
 */
record Arguments(Optional<String> home, Optional<String> once, String command, List<String> rest) {

    static Arguments parse(List<String> words) {
        Optional<String> home = Optional.empty();
        Optional<String> once = Optional.empty();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean chat = !left.isEmpty() && left.getFirst().equals("chat");
            if (word.equals("--home")) {
                home = Optional.of(value(words, ++i, "--home needs a directory after it."));
            } else if (word.equals("--once") && chat) {
                once = Optional.of(value(words, ++i, "--once needs a text after it."));
            } else {
                left.add(word);
            }
        }
        String command = left.isEmpty() ? "help" : left.removeFirst();
        return new Arguments(home, once, command, List.copyOf(left));
    }

    private static String value(List<String> words, int index, String complaint) {
        if (index >= words.size() || words.get(index).isBlank()) {
            throw CommandException.usage(complaint);
        }
        return words.get(index);
    }

    /** The command and its words, as a running instance is asked. */
    List<String> asAsked() {
        List<String> asked = new ArrayList<>();
        asked.add(command);
        asked.addAll(rest);
        return asked;
    }
}

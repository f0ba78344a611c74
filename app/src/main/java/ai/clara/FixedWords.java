package ai.clara;

import ai.clara.spi.command.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;

/** Commands that need nothing of Clara: help, the version, and those that come later. */
final class FixedWords {
    static final Set<String> LATER = Set.of("backup", "api");
    static final Set<String> NOW = Set.of("help", "version");

    private FixedWords() {}

    /** Runs the command if it is one of these. */
    static OptionalInt run(String command, PrintStream out) {
        switch (command) {
            case "help", "--help", "-h" -> out.print(resource("/help.txt"));
            case "version", "--version", "-V" -> out.println("Clara " + version());
            default -> {
                if (LATER.contains(command)) {
                    throw CommandException.usage("'" + command + "' comes later; ./clara help lists what works now.");
                }
                return OptionalInt.empty();
            }
        }
        out.flush();
        return OptionalInt.of(0);
    }

    static String version() {
        try {
            var properties = new Properties();
            properties.load(new java.io.StringReader(resource("/clara.properties")));
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = FixedWords.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

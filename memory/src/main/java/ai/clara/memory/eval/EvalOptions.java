package ai.clara.memory.eval;

import ai.clara.spi.command.CommandException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The words after {@code eval}.
 *
 * @param cases a case file or a directory of them
 * @param depth how many turns are ranked for a question
 * @param contextTokens how much a prompt's context may take; empty when it is not asked for
 */
record EvalOptions(Path cases, Path out, int depth, OptionalInt contextTokens) {
    static final String USAGE = "eval recall --cases DIR --out FILE [--k 50] [--context TOKENS]";
    private static final Set<String> NAMES = Set.of("--cases", "--out", "--k", "--context");
    private static final int DEPTH = 50;
    private static final int DEPTH_MAX = 200;
    private static final int CONTEXT_TOKENS_MIN = 50;
    private static final int CONTEXT_TOKENS_MAX = 100_000;

    static EvalOptions parse(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("recall")) {
            String what = words.isEmpty() ? "eval needs a word after it" : "eval knows no '" + words.getFirst() + "'";
            throw CommandException.usage(what + "; usage: ./clara " + USAGE);
        }
        Map<String, String> values = values(words.subList(1, words.size()));
        return new EvalOptions(
                existing(path(values, "--cases")),
                writable(path(values, "--out")),
                number(values, "--k", 1, DEPTH_MAX).orElse(DEPTH),
                number(values, "--context", CONTEXT_TOKENS_MIN, CONTEXT_TOKENS_MAX));
    }

    private static Map<String, String> values(List<String> words) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i);
            if (!NAMES.contains(name)) {
                throw CommandException.usage("eval recall does not know '" + name + "'; usage: ./clara " + USAGE);
            }
            if (i + 1 >= words.size() || words.get(i + 1).isBlank()) {
                throw CommandException.usage(name + " needs a value after it; usage: ./clara " + USAGE);
            }
            if (values.put(name, words.get(i + 1)) != null) {
                throw CommandException.usage(name + " is given twice; give it once.");
            }
        }
        return values;
    }

    private static Path path(Map<String, String> values, String name) {
        String value = Optional.ofNullable(values.get(name))
                .orElseThrow(() -> CommandException.usage("eval recall needs " + name + "; usage: ./clara " + USAGE));
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw CommandException.usage("'" + value + "' after " + name + " is not the name of a file.");
        }
    }

    private static Path existing(Path cases) {
        if (!Files.exists(cases)) {
            throw CommandException.usage("There is no " + cases + "; give --cases a directory of case files.");
        }
        return cases;
    }

    private static Path writable(Path out) {
        Path parent = Optional.ofNullable(out.getParent()).orElse(out);
        if (Files.isDirectory(out) || !Files.isDirectory(parent)) {
            throw CommandException.usage("The results cannot be written to " + out + ": "
                    + (Files.isDirectory(out) ? "it is a directory" : "its directory is not there")
                    + "; give --out another file.");
        }
        if (!Files.isWritable(Files.exists(out) ? out : parent)) {
            throw unwritable(out);
        }
        return out;
    }

    static CommandException unwritable(Path out) {
        return CommandException.usage("The results cannot be written to " + out + "; give --out another file.");
    }

    private static OptionalInt number(Map<String, String> values, String name, int min, int max) {
        String value = values.get(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, as numbers out of bounds are.
        }
        throw CommandException.usage(
                name + " takes a whole number from " + min + " to " + max + ", not '" + value + "'.");
    }
}

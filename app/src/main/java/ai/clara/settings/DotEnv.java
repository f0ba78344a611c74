package ai.clara.settings;

import ai.clara.spi.command.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code .env} file: {@code NAME=value} lines, comments, optional quotes and {@code export}. */
final class DotEnv {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=(.*)");

    private DotEnv() {}

    /** The pairs of a file in its order; none when there is no such file. */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw CommandException.usage("The file " + file + " is not a text file; save it as UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> parse(String file, List<String> lines) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                // The line itself stays untold: it may hold a secret.
                throw CommandException.usage("Line " + (i + 1) + " of " + file + " is not of the form NAME=value.");
            }
            pairs.put(matcher.group(1), value(matcher.group(2).strip()));
        }
        return pairs;
    }

    private static String value(String raw) {
        if (raw.startsWith("\"") || raw.startsWith("'")) {
            int end = raw.indexOf(raw.charAt(0), 1);
            return end < 0 ? raw : raw.substring(1, end);
        }
        int comment = raw.startsWith("#") ? 0 : raw.indexOf(" #");
        return comment < 0 ? raw : raw.substring(0, comment).strip();
    }
}

package ai.clara.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The next numbered pair of files in a checkout, for somebody to fill in. */
public record Draft(Path up, Path undo) {

    private static final String RESOURCES = "migrations/src/main/resources";
    private static final int SLUG_MAX = 60;
    private static final Pattern NUMBER = Pattern.compile("[VU](\\d+)__.*\\.sql");

    /**
     * The name of a text in file names: {@code add_user_preferences}. Empty when the text has no letter or digit, or too many.
     */
    public static Optional<String> slug(String text) {
        String slug = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
        return Optional.of(slug).filter(name -> !name.isEmpty() && name.length() <= SLUG_MAX);
    }

    /** Whether the files of migrations lie below this folder. */
    public static boolean checkout(Path folder) {
        return Files.isDirectory(folder.resolve(RESOURCES).resolve(Line.MAIN.ups()));
    }

    /**
     * Writes the pair.
     *
     * @param checkout the root of a checkout
     * @param slug as made of a text
     * @throws MigrationException when they cannot be written; then neither file is left
     */
    public static Draft write(Line line, Path checkout, String slug) {
        Path resources = checkout.resolve(RESOURCES);
        Path ups = resources.resolve(line.ups());
        Path undos = resources.resolve(line.undos());
        try {
            Files.createDirectories(ups);
            Files.createDirectories(undos);
            int number = Math.max(newest(ups), newest(undos)) + 1;
            String words = slug.replace('_', ' ');
            Path up = ups.resolve("V" + number + "__" + slug + ".sql");
            Path undo = undos.resolve("U" + number + "__" + slug + ".sql");
            Files.writeString(up, "-- " + words + "\n", StandardOpenOption.CREATE_NEW);
            try {
                Files.writeString(
                        undo,
                        UndoScript.IMPOSSIBLE + " nobody has written how yet\n"
                                + "-- Write the way back below and begin this file with \"" + UndoScript.LOSES
                                + " nothing\" or what is gone, or leave the reason why there is none.\n",
                        StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                Files.deleteIfExists(up);
                throw e;
            }
            return new Draft(up, undo);
        } catch (IOException e) {
            throw new MigrationException(
                    "The files of a migration cannot be written in " + resources + "; check its owner and mode.", e);
        }
    }

    private static int newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Integer> numbers = files.map(
                            file -> NUMBER.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.parseInt(name.group(1)))
                    .toList();
            return numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
        }
    }
}

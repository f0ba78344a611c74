package ai.clara.setup;

import ai.clara.spi.command.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The home's {@code .env}: one name is changed, all other lines stay as they are. */
record EnvFile(Path path) {
    private static final Pattern PLAIN = Pattern.compile("[^\\s'\"#$\\\\]*");

    /**
     * Sets a name, for this user's eyes only. The file is the old one or the new one, never half of it.
     *
     * @throws CommandException when the file has no way to hold the value
     */
    void set(String name, String value) throws IOException {
        Path file = Files.exists(path) ? path.toRealPath() : path;
        List<String> lines = Files.exists(file) ? lines(Files.readString(file)) : List.<String>of();
        write(file, String.join("", with(lines, name, value)));
    }

    /** Each with its own end. */
    private static List<String> lines(String text) {
        return Arrays.stream(text.split("(?<=\n)"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> with(List<String> lines, String name, String value) {
        Pattern same = Pattern.compile("\\s*(?:export\\s+)?" + Pattern.quote(name) + "\\s*=.*", Pattern.DOTALL);
        String line = name + "=" + quoted(value) + "\n";
        List<String> result = new ArrayList<>();
        boolean set = false;
        for (String old : lines) {
            if (!same.matcher(old).matches()) {
                result.add(old);
            } else if (!set) {
                // The last of several would win, so only one stays.
                result.add(line);
                set = true;
            }
        }
        if (!set) {
            boolean open = !result.isEmpty() && !result.getLast().endsWith("\n");
            result.add(open ? "\n" + line : line);
        }
        return result;
    }

    /** As it is where that reads the same; a blank, a quote or a number sign needs quotes around. */
    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        String quote = value.indexOf('\'') < 0 ? "'" : "\"";
        if (value.contains(quote) || value.lines().count() > 1) {
            throw CommandException.failed(
                    "What was typed cannot be kept in .env: it has more than one line, or both" + " sorts of quotes.");
        }
        return quote + value + quote;
    }

    private static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException("no directory for " + file);
        }
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(parent, ".env", ".new", owner);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

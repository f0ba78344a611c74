package ai.clara.memory.contract;

import ai.clara.memory.recall.Told;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Memory with its index under a home. */
final class LuceneMemory extends HousedMemory {
    LuceneMemory(Path home, Told told, Consumer<ApplicationContext> wiring) {
        super(home, Map.of(), told, wiring);
    }

    @Override
    public void kill() {
        Path index = home().resolve("index/1");
        Path durable = home().resolve("durable");
        copy(index, durable);
        end();
        empty(index);
        copy(durable, index);
        empty(durable);
        begin();
    }

    /** A file that goes meanwhile is missing in the copy too: a broken index must do no harm either. */
    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (Path file : files(from)) {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path dir) {
        try {
            for (Path file : files(dir)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            return files.filter(file -> !file.endsWith("write.lock")).toList();
        }
    }
}

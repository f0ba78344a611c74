package ai.clara.memory.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/**
 * The folders of an index, numbered one after the other. One is filled without a commit while its predecessor is in use, so the
 * highest number with a commit is the one in use, wherever the process was ended.
 */
final class Generations {
    private static final int FIRST = 1;

    private final Path root;

    Generations(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path dir(int generation) {
        return root.resolve(Integer.toString(generation));
    }

    /** The number in use, or the one to begin with. What others left is thrown away. */
    int begin() throws IOException {
        if (!Files.isDirectory(root)) {
            Files.deleteIfExists(root);
            Files.createDirectories(root);
        }
        adopt();
        List<Integer> there = there();
        int inUse = there.stream()
                .filter(this::committed)
                .findFirst()
                .or(() -> there.stream().findFirst())
                .orElse(FIRST);
        keepOnly(inUse);
        return inUse;
    }

    /** Files in the root itself are an index of the time before there were numbers. */
    private void adopt() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(root)) {
            files = entries.filter(Files::isRegularFile).toList();
        }
        if (!files.isEmpty()) {
            Path first = Files.createDirectories(dir(FIRST));
            for (Path file : files) {
                Files.move(file, first.resolve(file.getFileName()));
            }
        }
    }

    /** Highest first. */
    private List<Integer> there() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[1-9]\\d{0,8}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** One that cannot be read counts: it is for whoever opens it to say so and to begin anew. */
    private boolean committed(int generation) {
        try (var directory = FSDirectory.open(dir(generation))) {
            return DirectoryReader.indexExists(directory);
        } catch (IOException e) {
            return true;
        }
    }

    void keepOnly(int generation) throws IOException {
        for (int other : there()) {
            if (other != generation) {
                delete(dir(other));
            }
        }
    }

    static void delete(Path dir) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(dir)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The search index is derived: whatever becomes of its files, the next start recalls again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IndexLossTest {
    @Test
    void lostOrBrokenIndexIsBuiltAgain() throws IOException {
        try (Clara clara = Clara.fresh()) {
            clara.pipe(List.of("My canoe is moored in Narvik.", "My bicycle is blue."), "chat")
                    .ended(0);
            Path index = clara.home().resolve("index");
            assertThat(files(index)).as("files of the index").isNotEmpty();

            delete(index);
            assertThat(index).doesNotExist();
            recalls(clara);
            assertThat(files(index)).as("files of the new index").isNotEmpty();

            for (Path file : files(index)) {
                if (Files.exists(file) && Files.size(file) > 0) {
                    cut(file);
                }
            }
            recalls(clara);

            // The one file that names all others.
            for (Path file : files(index)) {
                if (file.getFileName().toString().startsWith("segments")) {
                    cut(file);
                }
            }
            recalls(clara);

            delete(index);
            Files.writeString(index, "not a directory");
            recalls(clara);
        }
    }

    private static void recalls(Clara clara) {
        assertThat(clara.pipe(List.of("Where is my canoe moored?", "What colour is my bicycle?"), "chat")
                        .ended(0)
                        .answers())
                .satisfiesExactly(
                        canoe -> assertThat(canoe).contains("Narvik"),
                        bicycle -> assertThat(bicycle).contains("blue"));
    }

    private static List<Path> files(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private static void delete(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

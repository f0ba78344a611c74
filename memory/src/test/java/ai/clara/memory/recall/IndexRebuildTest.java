package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.store.lucene.Peek;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.privacy.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is derived: whatever happens to its files, the next start recalls again. */
final class IndexRebuildTest {
    private static final String SISTER = "My sister moved to Graz last spring";
    private final Told told = new Told();

    @TempDir
    private Path home;

    @BeforeEach
    void index() {
        told.say(ALEX, SISTER);
        told.say(ALEX, "I keep the spare key under the blue flowerpot");
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
        }
        assertThat(files("")).isNotEmpty();
    }

    @Test
    void deletedDirectory() throws IOException {
        for (Path file : files("")) {
            Files.delete(file);
        }
        Files.delete(home.resolve("index/1"));
        Files.delete(home.resolve("index"));
        recalls();
    }

    @Test
    void truncatedSegment() throws IOException {
        Path segment = files(".cfs").stream()
                .findFirst()
                .or(() -> files(".fdt").stream().findFirst())
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        recalls();
    }

    @Test
    void ofAnOlderFormat() throws IOException {
        try (var directory = FSDirectory.open(home.resolve("index/1"));
                var writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.deleteAll();
            writer.setLiveCommitData(
                    Map.of("version", "2", new UUID(1, 1).toString(), "2:2").entrySet());
            writer.commit();
        }
        recalls();
    }

    /** There were no numbers once. */
    @Test
    void filesInTheFolderItself() throws IOException {
        for (Path file : files("")) {
            Files.move(file, home.resolve("index").resolve(file.getFileName()));
        }
        recalls();
        assertThat(home.resolve("index/1")).isNotEmptyDirectory();
    }

    @Test
    void garbageInSegmentsFile() throws IOException {
        for (Path file : files("")) {
            if (file.getFileName().toString().startsWith("segments_")) {
                Files.writeString(file, "no index at all");
            }
        }
        recalls();
    }

    @Test
    void editedMessageIsRecalledAsItIsNow() throws IOException {
        var message = told.say(ALEX, "My boat is called Tern");
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
            told.edit(message, "My boat is called Gull");
            told.say(ALEX, "It rained the whole morning");
            assertThat(house.indexed(ALEX)).isTrue();
            var evidence = house.ask(ALEX, "What is my boat called?").evidence();
            assertThat(evidence.getFirst().text()).isEqualTo("My boat is called Gull");
            assertThat(Peek.withWord(house.beans(), "tern")).isZero();
        }
    }

    @Test
    void erasedMessageIsGoneFromIndexAndFromRebuiltIndex() throws IOException {
        String secret = "My locker code is quagmire";
        var message = told.say(ALEX, secret);
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
            assertThat(house.ask(ALEX, "What is my locker code?").answerable()).isTrue();
            assertThat(house.bean(Memory.class).forget(Viewer.direct(ALEX), message))
                    .isTrue();
            assertThat(house.ask(ALEX, "What is my locker code?").evidence())
                    .extracting(Evidence::text)
                    .doesNotContain(secret);
            // A later message is indexed after the erasure was followed.
            told.say(ALEX, "It rained the whole morning");
            assertThat(house.indexed(ALEX)).isTrue();
        }
        assertThat(holding("quagmir")).isEmpty();
        Files.writeString(
                files("").stream()
                        .filter(file -> file.getFileName().toString().startsWith("segments_"))
                        .findFirst()
                        .orElseThrow(),
                "broken");
        recalls();
        assertThat(holding("quagmir")).isEmpty();
    }

    private void recalls() {
        try (var house = new House(home, told)) {
            assertThat(house.indexed(ALEX)).isTrue();
            assertThat(house.ask(ALEX, "Where does my sibling live?")
                            .evidence()
                            .getFirst()
                            .text())
                    .isEqualTo(SISTER);
        }
        assertThat(files("")).isNotEmpty();
    }

    private List<Path> holding(String word) throws IOException {
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        var found = new java.util.ArrayList<Path>();
        for (Path file : files("")) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (content.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                found.add(file);
            }
        }
        return found;
    }

    private List<Path> files(String end) {
        try (var all = Files.walk(home.resolve("index"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

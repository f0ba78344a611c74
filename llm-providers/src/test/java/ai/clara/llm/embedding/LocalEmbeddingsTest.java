package ai.clara.llm.embedding;

import static ai.clara.spi.model.EmbeddingModel.Purpose.PASSAGE;
import static ai.clara.spi.model.EmbeddingModel.Purpose.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.clara.testkit.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalEmbeddingsTest {
    private static TempHome home = TempHome.create();
    private static LocalEmbeddings model = new LocalEmbeddings(home.home());

    @BeforeAll
    static void load() {
        assertThat(model.ready()).as("asking does not wait for loading").isFalse();
        model.embed(List.of("load"), QUERY);
    }

    @AfterAll
    static void delete() {
        home.close();
    }

    @Test
    void vectorsAreUnitVectorsOfTheStatedLength() {
        for (float[] vector : model.embed(List.of("My sister moved to Graz.", "", " "), PASSAGE)) {
            assertThat(vector).hasSize(model.dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1.0, within(1e-4));
        }
        assertThat(model.ready()).isTrue();
    }

    @Test
    void theAnswerIsNearerThanAnotherStatement() {
        float[] question = one("Where does my sister live?", QUERY);
        double answer = dot(question, one("Anna: My sister moved to Graz last spring.", PASSAGE));
        double other = dot(question, one("Anna: The printer needs new toner.", PASSAGE));
        assertThat(answer).isGreaterThan(other);
    }

    @Test
    void purposeChangesTheVectorAndRepetitionDoesNot() {
        assertThat(one("Graz", QUERY)).isNotEqualTo(one("Graz", PASSAGE)).isEqualTo(one("Graz", QUERY));
    }

    @Test
    void aVeryLongTextTakesItsBeginning() {
        String beginning = "word ".repeat(800);
        assertThat(one(beginning + "tail ".repeat(20_000), PASSAGE)).isEqualTo(one(beginning, PASSAGE));
    }

    @Test
    void nativeLibrariesStayUnderTheHome() throws IOException {
        Path cache = home.dir().resolve("cache/native");
        assertThat(System.getProperty("onnxruntime.native.path"))
                .isEqualTo(cache.resolve("onnxruntime").toString());
        assertThat(System.getProperty("DJL_CACHE_DIR")).isEqualTo(cache.toString());
        try (var files = Files.list(cache.resolve("onnxruntime"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
        }
    }

    private static float[] one(String text, ai.clara.spi.model.EmbeddingModel.Purpose purpose) {
        return model.embed(List.of(text), purpose).getFirst();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

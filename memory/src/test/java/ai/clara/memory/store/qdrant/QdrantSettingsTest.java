package ai.clara.memory.store.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.MapSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of a Qdrant, and what is said of wrong ones. */
final class QdrantSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "http://qdrant, qdrant, 6334, false",
        "http://10.0.0.7:6334/, 10.0.0.7, 6334, false",
        "https://abc.cloud.example:6334, abc.cloud.example, 6334, true",
        "qdrant://localhost:7000, localhost, 7000, false",
        "qdrants://localhost, localhost, 6334, true",
        "http://[::1]:6334, [::1], 6334, false"
    })
    void addresses(String url, String host, int port, boolean tls) {
        assertThat(Address.problem("QDRANT_URL", url)).isEmpty();
        assertThat(Address.of(url)).isEqualTo(new Address(host, port, tls));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdrant:6334",
                "http://",
                "http://user:secret@host:6334",
                "http://host:0",
                "http://host:70000",
                "http://host:6334/collections/secret",
                "grpc://host:6334",
                "http://host:6334?api-key=secret"
            })
    void whatIsNoAddressIsNotRepeated(String url) {
        assertThat(Address.problem("QDRANT_URL", url))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("QDRANT_URL is no address of a Qdrant")
                        .contains("http://host:6334", "QDRANT_API_KEY")
                        .doesNotContain("secret"));
    }

    @Test
    void thePortOfRestIsNamed() {
        assertThat(Address.problem("QDRANT_URL", "http://host:6333"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("speaks gRPC, usually on port 6334"));
    }

    @Test
    void onlyOnePlaceIsNamed() {
        MapSettings qdrant = MapSettings.of("QDRANT_URL", "http://host:6334");
        assertThat(QdrantSettings.problem(qdrant, false)).isEmpty();
        assertThat(QdrantSettings.problem(qdrant, true))
                .isEqualTo(Optional.of(
                        "ROOK_DATABASE_URL and QDRANT_URL are both set, but what memory searches lies in one"
                                + " place; remove one of them."));
        assertThat(QdrantSettings.problem(MapSettings.none(), true)).isEmpty();
    }

    @Test
    void aCollectionHasAPlainName() {
        assertThat(QdrantSettings.problem(MapSettings.of("QDRANT_COLLECTION", "my/own"), false))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("QDRANT_COLLECTION"));
    }
}

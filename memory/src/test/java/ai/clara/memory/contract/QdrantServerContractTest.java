package ai.clara.memory.contract;

import ai.clara.memory.store.qdrant.Broom;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same contracts on a real Qdrant, with the key in {@code CLARA_TEST_QDRANT_API_KEY}; it is left as it was. */
@DisplayName("Qdrant's contract, on the real server that CLARA_TEST_QDRANT_URL names")
@EnabledIfEnvironmentVariable(
        named = "CLARA_TEST_QDRANT_URL",
        matches = ".+",
        disabledReason = "CLARA_TEST_QDRANT_URL names no Qdrant, so the contract was tried on the fake alone")
@Tag("elsewhere")
final class QdrantServerContractTest extends QdrantContract {
    private final String url = System.getenv("CLARA_TEST_QDRANT_URL");
    private final String key =
            Optional.ofNullable(System.getenv("CLARA_TEST_QDRANT_API_KEY")).orElse("");
    private final String run = "clara-test-" + UUID.randomUUID() + "-";

    @Override
    Map<String, String> settings(String collection) {
        return Map.of("QDRANT_URL", url, "QDRANT_API_KEY", key, "QDRANT_COLLECTION", run + collection);
    }

    @AfterAll
    @Override
    void end() throws IOException {
        super.end();
        Broom.sweep(url, key, run);
    }
}

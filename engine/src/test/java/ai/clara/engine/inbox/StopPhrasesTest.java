package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.MapSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopPhrasesTest {
    private final StopPhrases phrases = new StopPhrases(MapSettings.none());

    @ParameterizedTest
    @ValueSource(
            strings = {"stop", "Stop!", "@Clara stop", "<@123> STOP.", "clara, stop", "Never mind...", "nevermind"})
    void wholeMessageStops(String message) {
        assertThat(phrases.matches(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stop it please", "where does the bus stop", "never", "stopping"})
    void anythingElseIsAnOrdinaryMessage(String message) {
        assertThat(phrases.matches(message)).isFalse();
    }
}

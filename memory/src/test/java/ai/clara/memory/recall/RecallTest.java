package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static ai.clara.memory.recall.House.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.EmbeddingModel;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecallTest {
    @Test
    void recallsOwnWordsAndNobodyElses(@TempDir Path home) {
        var told = new Told();
        told.say(ALEX, "My sister moved to Graz last spring");
        told.say(BOB, "My sister moved to Lyon last spring");
        try (var house = new House(home, told)) {
            assertThat(house.bean(EmbeddingModel.class).dimensions()).isPositive();
            Recollection found = house.ask(ALEX, "Where does my sibling live?");
            assertThat(found.answerable()).isTrue();
            assertThat(found.evidence())
                    .extracting(Evidence::text)
                    .containsExactly("My sister moved to Graz last spring");
            assertThat(house.bean(Memory.class).status()).contains("stopped by the second wall: 0");
        }
    }

    @Test
    void sheIsWhoWasSpokenOfJustBefore(@TempDir Path home) {
        var told = new Told();
        told.say(ALEX, "My cousin lives in Lyon.");
        told.say(ALEX, "She has moved to Graz.");
        try (var house = new House(home, told)) {
            Evidence quoted = house.ask(ALEX, "Where does my cousin live?").evidence().stream()
                    .max(Comparator.comparingDouble(Evidence::support))
                    .orElseThrow();
            assertThat(quoted.text()).contains("Graz");
            assertThat(house.ask(ALEX, "Where does my brother live?").quotable())
                    .isFalse();
        }
    }
}

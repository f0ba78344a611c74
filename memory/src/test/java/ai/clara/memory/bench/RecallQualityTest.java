package ai.clara.memory.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.bench.Population.Asker;
import ai.clara.memory.bench.Trial.Answers;
import ai.clara.memory.recall.House;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.testkit.TempHome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However large the store and however small the share of it that somebody may know, recall gives what exact search gives. */
final class RecallQualityTest {
    static final double QUALITY_MIN = 0.98;
    static final double PLANTED_MIN = 0.95;
    static final int ONE_BY_ONE_MAX = 2_000;
    private static final int QUERIES = 60;
    /** One for all, since every home unpacks a database. */
    private static final TempHome HOME = TempHome.create();

    private static final int TWIN_SIZE = 3_000;

    @AfterAll
    static void leave() {
        HOME.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void recallGivesWhatExactSearchGives(int size) {
        var trial = new Trial(HOME.home(), size, new Clustered(), QUERIES);
        var given = new ArrayList<Answers>();
        try (House house = trial.house()) {
            trial.pour(house);
            trial.askers().forEach(asker -> given.add(trial.ask(house, asker)));
        }
        List<Answers> exact = trial.exact();
        for (int i = 0; i < given.size(); i++) {
            Asker asker = trial.askers().get(i);
            judge(trial.cell(asker, given.get(i), exact.get(i)));
        }
    }

    /** Once everything is written, questions are embedded as something else. */
    @Test
    void recallThatSearchesForSomethingElseIsFoundOut() {
        var trial = new Trial(HOME.home(), TWIN_SIZE, new Clustered(), QUERIES);
        try (House house = trial.house()) {
            trial.pour(house);
        }
        Asker asker = trial.askers().getLast();
        Answers given;
        try (House house = trial.house(new Backwards())) {
            given = trial.ask(house, asker);
        }
        Cell cell = trial.cell(asker, given, trial.exact().getLast());
        assertThatThrownBy(() -> judge(cell)).isInstanceOf(AssertionError.class);
        assertThat(cell.quality()).isLessThan(0.5);
    }

    /** Embeds texts as if they were written from right to left. */
    private static final class Backwards implements EmbeddingModel {
        private final EmbeddingModel model = new Clustered();

        @Override
        public String id() {
            return model.id();
        }

        @Override
        public int dimensions() {
            return model.dimensions();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public List<float[]> embed(List<String> texts, Purpose purpose) {
            return model.embed(
                    texts.stream()
                            .map(text -> new StringBuilder(text).reverse().toString())
                            .toList(),
                    purpose);
        }
    }

    static void judge(Cell cell) {
        String where = "%s of %d messages".formatted(cell.share(), cell.messages());
        List<List<MessageRef>> lists = cell.lists();
        assertThat(lists).as(where).allMatch(list -> list.size() <= cell.permitted());
        assertThat(cell.quality()).as(where).isGreaterThanOrEqualTo(QUALITY_MIN);
        assertThat(cell.plantedFound())
                .as("planted facts found, %s, exactly %s", where, cell.plantedFoundExactly())
                .isGreaterThanOrEqualTo(PLANTED_MIN);
        if (cell.permitted() <= ONE_BY_ONE_MAX) {
            assertThat(lists).as("measured one by one, %s", where).isEqualTo(cell.exactLists());
        }
    }
}

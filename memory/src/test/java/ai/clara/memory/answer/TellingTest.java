package ai.clara.memory.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TellingTest {
    private final Agreement agreement = new Agreement(new Lexicon());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is the copper lantern of paper window kept",
                "What time is it?",
                "how much is that? And why?"
            })
    void whoOnlyAsksTellsNothing(String text) {
        assertThat(agreement.tellsNothing(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Had lunch in the harbour",
                "When I was small we lived in a mill",
                "Will be in the office next week",
                "Where does my sister live?",
                "Where is Lena?",
                "What time is it? I have to leave at ten.",
                "The lantern is kept in room 7"
            })
    void whatNamesSomebodyOrOnlyBeginsLikeAQuestionTells(String text) {
        assertThat(agreement.tellsNothing(text)).isFalse();
    }

    @Test
    void memoMakesOnceKeepsBoundedAndForgets() {
        var made = new AtomicInteger();
        var memo = new Memo<>(text -> made.incrementAndGet());
        memo.of("a");
        memo.of("a");
        assertThat(made).hasValue(1);
        memo.clear();
        memo.of("a");
        assertThat(made).hasValue(2);
        for (int i = 0; i < 10_000; i++) {
            memo.of("text " + i);
        }
        made.set(0);
        memo.of("text 9999");
        assertThat(made).hasValue(0);
        memo.of("a");
        assertThat(made).hasValue(1);
    }
}

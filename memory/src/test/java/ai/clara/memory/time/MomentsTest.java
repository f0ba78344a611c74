package ai.clara.memory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    /** A Wednesday. */
    private static final LocalDate SAID = LocalDate.of(2026, 3, 11);

    @ParameterizedTest
    @CsvSource({
        "last week I went to a concert, 2026-03-02, 2026-03-09",
        "we talked last Friday, 2026-03-06, 2026-03-07",
        "yesterday it rained, 2026-03-10, 2026-03-11",
        "two days ago, 2026-03-09, 2026-03-10",
        "in 2 weeks, 2026-03-22, 2026-03-29",
        "the trip is next month, 2026-04-01, 2026-05-01",
        "a couple of years ago, 2024-01-01, 2025-01-01",
        "on Monday I start, 2026-03-09, 2026-03-10",
        "this Friday we leave, 2026-03-13, 2026-03-14",
        "it was in May 2023, 2023-05-01, 2023-06-01",
        "back in November, 2025-11-01, 2025-12-01",
        "on 9 November 2022, 2022-11-09, 2022-11-10",
        "on April 2nd, 2026-04-02, 2026-04-03",
        "in the summer of 2024, 2024-06-01, 2024-09-01",
        "over the last weekend, 2026-03-06, 2026-03-09",
        "since 2019 I paint, 2019-01-01, 2020-01-01",
        "the day after tomorrow, 2026-03-13, 2026-03-14",
        "2025-12-24 was quiet, 2025-12-24, 2025-12-25"
    })
    void resolvedAgainstTheDayItWasSaid(String text, LocalDate from, LocalDate to) {
        assertThat(Moments.of(text, SAID)).containsExactly(new Span(from, to));
    }

    @Test
    void neverAGuess() {
        for (String text : List.of(
                "ages ago", "I may march on", "someday soon", "31 February 2024", "in a minute", "999 days ago")) {
            assertThat(Moments.of(text, SAID)).as(text).isEmpty();
        }
    }
}

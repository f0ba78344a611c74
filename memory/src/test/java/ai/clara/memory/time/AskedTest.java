package ai.clara.memory.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);

    @Test
    void whatSpeaksOfThatTimeMeetsItAndWhatWasSaidSoonAfterHalf() {
        Asked june = Asked.of("What did I do in June 2025?", TODAY);
        assertThat(june.any()).isTrue();
        assertThat(said(june, "went running", 2025, 6, 20)).isEqualTo(1);
        assertThat(said(june, "I ran last month", 2025, 7, 30)).isEqualTo(1);
        assertThat(said(june, "went running", 2025, 7, 5)).isEqualTo(0.5);
        assertThat(said(june, "went running", 2025, 7, 30)).isZero();
        assertThat(said(june, "I ran all year, in 2025", 2025, 12, 1))
                .as("too rough")
                .isZero();
    }

    @Test
    void withoutAYearTheLastTwoCount() {
        Asked may = Asked.of("Where was I on May 3rd?", TODAY);
        assertThat(said(may, "hello", 2025, 5, 3)).isEqualTo(1);
        assertThat(said(may, "hello", 2025, 5, 20)).isZero();
    }

    @Test
    void relativeToTheAsker() {
        Asked lastWeek = Asked.of("What did I eat last week?", TODAY);
        assertThat(said(lastWeek, "pasta again", 2026, 3, 4)).isEqualTo(1);
        assertThat(said(lastWeek, "pasta again", 2026, 2, 20)).isZero();
        assertThat(Asked.of("What do I eat?", TODAY).any()).isFalse();
    }

    private static double said(Asked asked, String text, int year, int month, int day) {
        LocalDateTime at = LocalDateTime.of(year, month, day, 15, 0);
        List<Span> spoken = Moments.of(text, at.toLocalDate());
        return asked.met(at, spoken);
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.e2e.DiscordCrashJudge.Fault;
import ai.clara.e2e.DiscordCrashJudge.Finding;
import ai.clara.e2e.DiscordCrashJudge.Question;
import ai.clara.e2e.DiscordCrashJudge.Shown;
import ai.clara.e2e.DiscordCrashJudge.Verdict;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the counting of the crash runs would notice: each kind of wrong answer on a log made by hand. */
class DiscordCrashJudgeTest {
    private static final String FIRST = DiscordCrashText.paragraph(7, 1);
    private static final String SECOND = DiscordCrashText.paragraph(7, 2);
    private static final String THIRD = DiscordCrashText.paragraph(7, 3);
    private static final Question QUESTION = new Question("70", 7, "1", DiscordCrashText.answer(7, 3));
    private static final Shown HEAD = shown(10, "1", Optional.of("70"), FIRST + "\n\n" + SECOND);
    private static final Shown TAIL = shown(11, "1", Optional.empty(), THIRD);

    private static Shown shown(int order, String place, Optional<String> replyTo, String content) {
        return new Shown(Integer.toString(order), place, order, replyTo, content);
    }

    private static List<Fault> faults(Shown... shown) {
        return DiscordCrashJudge.judge(List.of(QUESTION), List.of(shown)).findings().stream()
                .map(Finding::fault)
                .toList();
    }

    @Test
    void aWholeAnswerInOrderIsRight() {
        Verdict verdict = DiscordCrashJudge.judge(List.of(QUESTION), List.of(HEAD, TAIL));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.inParts()).isEqualTo(1);
    }

    @Test
    void aLostAnswerOrPartIsNoticed() {
        assertThat(faults()).containsExactly(Fault.LOST);
        assertThat(faults(HEAD)).containsExactly(Fault.LOST);
        assertThat(faults(TAIL)).containsExactly(Fault.LOST);
    }

    @Test
    void aDoubledAnswerOrPartIsNoticed() {
        assertThat(faults(HEAD, TAIL, shown(12, "1", Optional.empty(), THIRD))).containsExactly(Fault.DOUBLED);
        assertThat(faults(HEAD, TAIL, shown(12, "1", Optional.of("70"), FIRST + "\n\n" + SECOND)))
                .containsExactly(Fault.DOUBLED);
        assertThat(faults(HEAD, TAIL, shown(12, "1", Optional.of("70"), "Something went wrong.")))
                .containsExactly(Fault.DOUBLED);
        assertThat(faults(HEAD, shown(12, "1", Optional.of("70"), "[7.1] The lam…"), TAIL))
                .containsExactly(Fault.DOUBLED);
    }

    @Test
    void theOrderOfPartsIsNoticed() {
        assertThat(faults(shown(9, "1", Optional.empty(), THIRD), HEAD)).containsExactly(Fault.DISORDERED);
    }

    @Test
    void wrongWordsPlacesAndReferencesAreNoticed() {
        assertThat(faults(HEAD, shown(11, "1", Optional.empty(), THIRD + "…"))).containsExactly(Fault.GARBLED);
        assertThat(faults(shown(10, "1", Optional.empty(), HEAD.content()), TAIL))
                .containsExactly(Fault.GARBLED);
        assertThat(faults(HEAD, shown(11, "2", Optional.empty(), THIRD))).containsExactly(Fault.MISPLACED);
        assertThat(faults(HEAD, TAIL, shown(12, "1", Optional.empty(), "Hello?")))
                .containsExactly(Fault.STRAY);
        assertThat(faults(HEAD, TAIL, shown(12, "1", Optional.empty(), "[8.1] What?")))
                .containsExactly(Fault.STRAY);
    }

    @Test
    void oneQuestionDoesNotHideAnother() {
        Question other = new Question("80", 8, "1", DiscordCrashText.answer(8, 1));
        Shown answered = shown(13, "1", Optional.of("80"), DiscordCrashText.answer(8, 1));
        assertThat(DiscordCrashJudge.judge(List.of(QUESTION, other), List.of(HEAD, answered, TAIL))
                        .findings())
                .isEmpty();
        Verdict crossed = DiscordCrashJudge.judge(List.of(QUESTION, other), List.of(HEAD, TAIL));
        assertThat(crossed.findings()).extracting(Finding::question).containsExactly(8);
        assertThat(crossed.count(Fault.LOST)).isEqualTo(1);
    }

    @Test
    void theLogOfTheFakeIsRead() {
        try (FakeDiscord fake = FakeDiscord.start()) {
            Place place = fake.guild("Harbour").channel("general");
            place.says(fake.person("Ann"), "[7.1] I can write that too").edit("[7.2] or that");
            assertThat(DiscordCrashJudge.shown(fake.log())).isEmpty();
        }
    }
}

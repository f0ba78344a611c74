package ai.clara.discord.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HelpTest {
    @Test
    void onlyTheBareWordAsksForHelp() {
        assertThat(Help.askedBy("help")).isTrue();
        assertThat(Help.askedBy(" /Help! ")).isTrue();
        assertThat(Help.askedBy("help me")).isFalse();
        assertThat(Help.askedBy("")).isFalse();
    }

    @Test
    void fitsIntoOneMessage() {
        assertThat(Help.TEXT).hasSizeLessThan(2_000);
    }
}

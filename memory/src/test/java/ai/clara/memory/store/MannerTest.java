package ai.clara.memory.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MannerTest {
    @Test
    void likenessIsOfWordsAlone() {
        assertThat(Manner.likeness("I like tea, Anna!")).isEqualTo(Manner.likeness("i like TEA - anna"));
        assertThat(Manner.likeness("I like tea 2")).isNotEqualTo(Manner.likeness("I like tea 3"));
        assertThat(Manner.likeness("Anna owes Ben 5")).isNotEqualTo(Manner.likeness("Ben owes Anna 5"));
        assertThat(Manner.likeness("\uD83D\uDC4D")).isNotEqualTo(Manner.likeness("\uD83C\uDF82"));
        assertThat(Manner.likeness("be at")).isNotEqualTo(Manner.likeness("beat"));
    }
}

package ai.clara.memory.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThesaurusTest {
    private final Thesaurus thesaurus = new Thesaurus();

    @Test
    void knowsKindsAndSynonyms() {
        assertThat(thesaurus.isKindOf("bees", "insect")).isTrue();
        assertThat(thesaurus.isKindOf("insect", "bees")).isFalse();
        assertThat(thesaurus.agreement("vehicle", "canoe")).isEqualTo(Thesaurus.KIND);
        assertThat(thesaurus.agreement("marry", "wedded")).isEqualTo(Thesaurus.SAME);
        assertThat(thesaurus.agreement("canoe", "passport")).isZero();
        assertThat(thesaurus.agreement("qwertz", "canoe")).isZero();
    }

    @Test
    void findsTrades() {
        var trades = new Trades(thesaurus);
        var lexicon = new Lexicon();
        assertThat(trades.in(lexicon.read("My sister is a vet"))).isTrue();
        assertThat(trades.in(lexicon.read("My stepmother runs a bakery"))).isTrue();
        assertThat(trades.in(lexicon.read("My sister moved to Graz"))).isFalse();
    }
}

package ai.clara.memory.contract;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.TokenGuess;
import ai.clara.spi.prompt.Wording;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Four hundred messages that all go with the question, and prompts with little room. */
final class Budgets {
    private static final int CANDIDATES = 400;
    private static final int TOKENS_LEAST = 200;
    private static final int TOKENS_SPREAD = 1_800;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, d MMM yyyy", Locale.ENGLISH);
    private static final List<String> PLACES = List.of(
            "by the lake", "in the wood", "on the hill", "at the camp site", "behind the mill", "near the old bridge");
    private static final List<String> ASKED = List.of(
            "Where did the tent stand?",
            "Which tent did we take?",
            "What did I tell you of the tent?",
            "In what tent did we sleep?",
            "How was it in the tent?",
            "Do you remember where we put up the tent?");

    private Budgets() {}

    static Draw.Person told(MemoryUnderTest memory) {
        var draw = new Draw("tents", 1);
        Draw.Person person = draw.person();
        for (int i = 0; i < CANDIDATES; i++) {
            String text = "We slept in tent number " + i + " " + draw.of(PLACES)
                    + (draw.upTo(20) == 0 ? ". It rained and rained".repeat(60) : "");
            memory.told().tell(person.direct(), person.id(), person.name(), draw.at(draw.day(), person), text);
        }
        return person;
    }

    static Behaviour.Question kept(MemoryUnderTest memory, Draw.Person person, Draw draw) {
        int tokens = TOKENS_LEAST + draw.upTo(TOKENS_SPREAD);
        String question = draw.of(ASKED);
        return () -> wrong(memory.context(person.viewer(), question, EvidenceContract.ASKED, tokens), tokens);
    }

    static String wrong(Recollection found, int tokens) {
        String text = Wording.remembered(found, ZoneOffset.UTC);
        if (TokenGuess.of(text) > tokens) {
            return TokenGuess.of(text) + " tokens of " + tokens;
        }
        if (TokenGuess.of(text) < tokens / 2) {
            return "only " + TokenGuess.of(text) + " tokens of " + tokens;
        }
        int from = 0;
        for (Evidence one : found.evidence().stream()
                .sorted(Comparator.comparing(Evidence::at))
                .toList()) {
            Instant at = one.at();
            int heading = text.lastIndexOf(DAY.format(at.atZone(ZoneOffset.UTC)) + ", direct:\n", text.length());
            int line = text.indexOf("- " + one.speaker() + ": " + one.text() + "\n", from);
            int last = text.endsWith("- " + one.speaker() + ": " + one.text()) ? text.length() : -1;
            if (heading < 0 || line < heading && last < 0) {
                return "not under its day or not in the order of time: " + LocalDate.ofInstant(at, ZoneOffset.UTC) + " "
                        + one.text();
            }
            from = line < 0 ? from : line;
        }
        return "";
    }
}

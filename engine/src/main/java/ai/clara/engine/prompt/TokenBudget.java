package ai.clara.engine.prompt;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.MemoryPage;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.TokenGuess;
import java.time.ZoneId;
import java.util.List;

/** Holds a section to its share of the prompt. */
final class TokenBudget {
    /** Speaker, time and markup of one entry. */
    private static final int ENTRY_TOKENS = 12;

    /** What stands above notes. */
    private static final int HEADING_TOKENS = 60;

    private TokenBudget() {}

    /** The content cut down to the budget: the oldest messages and the weakest evidence go first. */
    static SectionContent fit(SectionContent content, int budgetTokens, ZoneId zone) {
        return switch (content) {
            case SectionContent.Prose(String text) -> new SectionContent.Prose(cut(text, budgetTokens));
            case SectionContent.Summary(var source, var about, var madeBy, var from, var to, String text) ->
                new SectionContent.Summary(source, about, madeBy, from, to, cut(text, budgetTokens - HEADING_TOKENS));
            case SectionContent.Now now -> now;
            case SectionContent.Situation situation -> situation;
            case SectionContent.Recalled(Recollection recollection) ->
                new SectionContent.Recalled(fit(recollection, budgetTokens, zone));
            case SectionContent.Messages(String label, List<Quote> quotes) ->
                new SectionContent.Messages(label, newestWithin(quotes, budgetTokens));
        };
    }

    private static String cut(String text, int budgetTokens) {
        int chars = Math.min(text.length(), budgetTokens * TokenGuess.CHARS_PER_TOKEN);
        return text.substring(0, chars);
    }

    private static Recollection fit(Recollection recollection, int budgetTokens, ZoneId zone) {
        var page = new MemoryPage(zone, budgetTokens);
        List<Evidence> kept =
                recollection.evidence().stream().filter(page::take).toList();
        return recollection.with(kept);
    }

    private static List<Quote> newestWithin(List<Quote> quotes, int budgetTokens) {
        int left = budgetTokens;
        int from = quotes.size();
        while (from > 0) {
            left -= ENTRY_TOKENS + TokenGuess.of(quotes.get(from - 1).message().plainText());
            if (left < 0) {
                break;
            }
            from--;
        }
        return quotes.subList(from, quotes.size());
    }
}

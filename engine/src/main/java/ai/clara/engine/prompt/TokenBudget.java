package ai.clara.engine.prompt;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.prompt.SectionContent;
import java.util.ArrayList;
import java.util.List;

/** Holds a section to its share of the prompt. */
final class TokenBudget {
    /** A careful guess for Latin scripts; exact counts belong to a model's dialect. */
    private static final int CHARS_PER_TOKEN = 4;

    /** Speaker, time and markup of one entry. */
    private static final int ENTRY_TOKENS = 12;

    /** What stands above notes. */
    private static final int HEADING_TOKENS = 60;

    private TokenBudget() {}

    static int tokens(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }

    /** The content cut down to the budget: the oldest messages and the weakest evidence go first. */
    static SectionContent fit(SectionContent content, int budgetTokens) {
        return switch (content) {
            case SectionContent.Prose(String text) -> new SectionContent.Prose(cut(text, budgetTokens));
            case SectionContent.Summary(var about, var madeBy, var from, var to, String text) ->
                new SectionContent.Summary(about, madeBy, from, to, cut(text, budgetTokens - HEADING_TOKENS));
            case SectionContent.Now now -> now;
            case SectionContent.Situation situation -> situation;
            case SectionContent.Recalled(Recollection recollection) ->
                new SectionContent.Recalled(fit(recollection, budgetTokens));
            case SectionContent.Messages(String label, List<ChatMessage> messages) ->
                new SectionContent.Messages(label, newestWithin(messages, budgetTokens));
        };
    }

    private static String cut(String text, int budgetTokens) {
        int chars = Math.min(text.length(), budgetTokens * CHARS_PER_TOKEN);
        return text.substring(0, chars);
    }

    private static Recollection fit(Recollection recollection, int budgetTokens) {
        var kept = new ArrayList<Evidence>();
        int left = budgetTokens;
        for (Evidence evidence : recollection.evidence()) {
            left -= ENTRY_TOKENS + tokens(evidence.text());
            if (left < 0) {
                break;
            }
            kept.add(evidence);
        }
        return new Recollection(kept, kept.stream().anyMatch(Evidence::supports));
    }

    private static List<ChatMessage> newestWithin(List<ChatMessage> messages, int budgetTokens) {
        int left = budgetTokens;
        int from = messages.size();
        while (from > 0) {
            left -= ENTRY_TOKENS + tokens(messages.get(from - 1).plainText());
            if (left < 0) {
                break;
            }
            from--;
        }
        return messages.subList(from, messages.size());
    }
}

package ai.clara.memory.question;

import ai.clara.spi.id.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question in the words of whoever it is about: people say "I went to Oslo", so "When did Ann go to Oslo?" is looked for as "When did
 * I go to Oslo?", and once more without the name. Measured, that is worth more than any other step of recall.
 *
 * @param wordings what is embedded; the question's vector is the mean of theirs
 * @param subject whom the question is about, when that is one person
 */
record Rewording(List<String> wordings, Optional<PersonId> subject) {
    private static final Pattern TOGETHER = Pattern.compile("(?i)\\s+(?:and|&|or)\\s+");
    /** After these words somebody is "me". */
    private static final Pattern OBJECT =
            Pattern.compile("(?i)\\b(?:to|with|for|about|of|from|by|at|on|gave|give|tell|told|give|help"
                    + "|helped|make|made|inspired?|motivated?|let)\\s+$");

    private static final Pattern FIRST_PERSON = Pattern.compile("(?i)\\b(?:i|me|my|mine|myself)\\b");
    private static final Map<String, String> SECOND_PERSON =
            Map.of("i", "you", "me", "you", "my", "your", "mine", "yours", "myself", "yourself");
    private static final Pattern GAP = Pattern.compile("\\s{2,}");
    private static final Pattern BEFORE_STOP = Pattern.compile("\\s+(?=[?.,!])");

    /**
     * @param mentions in their order
     */
    static Rewording of(String question, PersonId asker, List<Mention> mentions) {
        if (mentions.isEmpty()) {
            boolean own = FIRST_PERSON.matcher(question).find();
            return new Rewording(List.of(question), own ? Optional.of(asker) : Optional.empty());
        }
        List<PersonId> named = new ArrayList<>(
                new LinkedHashSet<>(mentions.stream().map(Mention::person).toList()));
        String nameless = tidy(replaced(question, mentions, mention -> ""));
        boolean together = together(question, mentions);
        String reworded = together
                ? tidy(joined(question, mentions))
                : tidy(replaced(question, mentions, mention -> word(question, mention, named)));
        Optional<PersonId> subject = together ? Optional.empty() : Optional.of(named.getFirst());
        return new Rewording(List.of(reworded, nameless), subject);
    }

    private interface Words {
        String instead(Mention mention);
    }

    /** The question with other words for the names; whoever asks is spoken to by whoever it is about. */
    private static String replaced(String question, List<Mention> mentions, Words words) {
        var text = new StringBuilder();
        int at = 0;
        for (Mention mention : mentions) {
            text.append(addressed(question.substring(at, mention.start()))).append(words.instead(mention));
            at = mention.end();
        }
        return text.append(addressed(question.substring(at))).toString();
    }

    private static String addressed(String words) {
        return FIRST_PERSON
                .matcher(words)
                .replaceAll(word -> Matcher.quoteReplacement(
                        SECOND_PERSON.getOrDefault(word.group().toLowerCase(Locale.ROOT), word.group())));
    }

    private static String word(String question, Mention mention, List<PersonId> named) {
        int which = named.indexOf(mention.person());
        if (which == 0) {
            boolean object =
                    OBJECT.matcher(question.substring(0, mention.start())).find();
            return mention.possessive() ? "my" : object ? "me" : "I";
        }
        if (which == 1) {
            return mention.possessive() ? "your" : "you";
        }
        return question.substring(mention.start(), mention.end());
    }

    /** Whether it is about two people at once: "Ann and Ben". */
    private static boolean together(String question, List<Mention> mentions) {
        for (int i = 1; i < mentions.size(); i++) {
            if (pair(question, mentions, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean pair(String question, List<Mention> mentions, int second) {
        Mention one = mentions.get(second - 1);
        Mention other = mentions.get(second);
        return !one.person().equals(other.person())
                && TOGETHER.matcher(question.substring(one.end(), other.start()))
                        .matches();
    }

    /** "Ann and Ben's" becomes "our", every other name too. */
    private static String joined(String question, List<Mention> mentions) {
        var kept = new ArrayList<Mention>();
        for (int i = 0; i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            if (i > 0 && pair(question, mentions, i)) {
                Mention before = kept.removeLast();
                kept.add(new Mention(mention.person(), before.start(), mention.end(), mention.possessive()));
            } else {
                kept.add(mention);
            }
        }
        return replaced(question, kept, mention -> mention.possessive() ? "our" : "we");
    }

    private static String tidy(String text) {
        return BEFORE_STOP.matcher(GAP.matcher(text.strip()).replaceAll(" ")).replaceAll("");
    }
}

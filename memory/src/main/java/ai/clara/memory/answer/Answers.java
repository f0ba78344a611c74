package ai.clara.memory.answer;

import ai.clara.memory.answer.Holdings.Holding;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a sentence holds an answer of the kind asked for. */
final class Answers {
    private static final Pattern TIME = Pattern.compile(
            ".* (january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
                    + "|nov|dec|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|today|tomorrow|tonight|yesterday|noon"
                    + "|midnight|morning|afternoon|evening|spring|summer|autumn|fall|winter|christmas|easter|weekend|o'clock|am|pm|ago"
                    + "|(last|next|this|every) (week|month|year|night|spring|summer|autumn|winter)|(week|month|year|day|hour)s?"
                    + "|(19|20)\\d\\d|\\d{1,2}(st|nd|rd|th)|\\d{1,2}[:.]\\d\\d.*|at \\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]?.*|half past .*|quarter .*) .*");
    private static final Pattern NUMBER = Pattern.compile(
            ".* (\\d\\S*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
                    + "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|a couple|both|twins|triplets|no|a|an"
                    + "|once|twice|daily|weekly|every) .*");
    private static final Pattern LOCATIVE = Pattern.compile(
            ".* (in|at|to|from|near|on|under|underneath|behind|beneath|inside|above|below|beside|between|next to|outside|around|into|by|with"
                    + "|opposite|over|off|through|within|towards|upstairs|downstairs|home|abroad|here|there) .*");
    /** "On Monday" and "to 9 February" are no places. */
    private static final Pattern TIMES = Pattern.compile(
            " (in|at|to|on|by|from|into|around|over|within) (the |a |next |last |early |late |about )?(\\d\\S*|january|february|march"
                    + "|april|may|june|july|august|september|october|november|december|mondays?|tuesdays?|wednesdays?|thursdays?"
                    + "|fridays?|saturdays?|sundays?|morning|afternoon|evening|spring|summer|autumn|winter|christmas|easter|weekends?"
                    + "|week|month|year)(?= )");

    private static final Pattern NAMED_PLACE =
            Pattern.compile(" (which|what) (city|town|country|village|street|district|region) ");
    private static final Pattern NAMING = Pattern.compile(".* (called|named|name is|name 's|name was|goes by) \\S+ .*");
    private static final Set<String> BEING = Set.of("is", "'s", "called", "named");
    private static final Set<String> NO_NEWS = Set.of("thing", "stuff", "something", "anything");
    private final Lexicon lexicon;
    private final Names names;

    Answers(Lexicon lexicon, Names names) {
        this.lexicon = lexicon;
        this.names = names;
    }

    /** What a sentence holds, whatever is asked. */
    Holdings holdings(Reading sentence) {
        return new Holdings(holding -> holds(holding, sentence));
    }

    private boolean holds(Holding holding, Reading sentence) {
        String spaced = sentence.spaced();
        return switch (holding) {
            case LOCATIVE ->
                LOCATIVE.matcher(TIMES.matcher(spaced).replaceAll(" ")).matches();
            case TIME -> TIME.matcher(spaced).matches();
            case NUMBER -> NUMBER.matcher(spaced).matches();
            case NAMES_ONLY -> namesOnly(sentence);
            case NAMING -> NAMING.matcher(spaced).matches();
        };
    }

    boolean fit(Question question, Sentence sentence) {
        Holdings holds = sentence.holds();
        return switch (question.kind()) {
            // "It is Ottilie" names nobody's place.
            case PLACE ->
                (!holds.has(Holding.NAMES_ONLY) && newName(question, sentence.reading()))
                        || (holds.has(Holding.LOCATIVE)
                                && !NAMED_PLACE
                                        .matcher(question.reading().spaced())
                                        .find());
            case TIME -> holds.has(Holding.TIME);
            case NUMBER -> holds.has(Holding.NUMBER);
            case NAME -> holds.has(Holding.NAMING) || newName(question, sentence.reading());
            case WHETHER -> true;
            case ANY -> news(question, sentence.reading());
        };
    }

    private boolean namesOnly(Reading sentence) {
        for (int i = 1; i < sentence.tokens().size(); i++) {
            if (names.isName(sentence, i) && BEING.contains(sentence.words().get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private boolean newName(Question question, Reading sentence) {
        Set<String> asked = question.reading().stems();
        for (int i = 0; i < sentence.tokens().size(); i++) {
            if (names.isName(sentence, i)
                    && !asked.contains(sentence.tokens().get(i).stem())) {
                return true;
            }
        }
        return false;
    }

    /** A word that the question did not have: an answer never only echoes. */
    private boolean news(Question question, Reading sentence) {
        Set<String> asked = question.reading().stems();
        return sentence.tokens().stream()
                .anyMatch(token -> !names.isGrammar(token.lower())
                        && !asked.contains(token.stem())
                        && !lexicon.isWeak(token.stem())
                        && !NO_NEWS.contains(token.lower()));
    }
}

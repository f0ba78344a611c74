package ai.clara.llm.offline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads an English message's intent. Fixed phrases first, then corrections, then question or statement. */
final class IntentReader {
    private static final Pattern SALUTATION = Pattern.compile(
            "^(?:(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings)\\b[\\s,.!]*"
                    + "(?:there\\b[\\s,.!]*)?(?:@?clara\\b[\\s,:.!]*)?|@?clara\\b[\\s,:.!]*)(?!'s)");
    private static final String NOW = "(?: now| today| right now| please)?";
    private static final Map<Pattern, Intent> PHRASES = phrases();
    private static final Pattern CORRECTION = Pattern.compile(
            "^(?:(?:no|nope|sorry|wait|oh)[,.! ]+)+(?:actually|i meant|i mean|i was wrong|it'?s|it is|that'?s|that is|"
                    + "that was|not |she|he|they|we|my|i )\\b?.*|^(?:actually|correction|i meant|i mean)\\b.*|^i was wrong\\b.*|"
                    + "^(?:that'?s|that is|that was) (?:wrong|not right|not true|incorrect|a mistake)\\b.*");
    private static final Pattern BARE_CORRECTION = Pattern.compile(
            "^(?:no[,.! ]+)?(?:that'?s|that is|that was|it'?s|it is|i was) (?:wrong|not right|not true|incorrect|a mistake)$");
    private static final Pattern AUXILIARY_NOT_A_QUESTION =
            Pattern.compile("^(?:have a|have fun|do not|will is|will has|may is)\\b.*");
    private static final String AUXILIARIES =
            "(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|shall|may|might)";
    private static final Pattern ASKED =
            Pattern.compile("^(?:(?:what|who|whose|whom|which|why|how)(?:'s|'re|'d)?\\b(?! a | an ).*"
                    + "|(?:when|where)(?: exactly)? " + AUXILIARIES + "\\b.*"
                    + "|(?:when|where)'(?:s|re|d)\\b.*|" + AUXILIARIES + "\\s+(?!" + AUXILIARIES + "\\b).*"
                    + "|(?:please )?(?:tell|remind) me\\b(?! to\\b).*|any idea\\b.*|i wonder\\b.*|i (?:want|need|would like) to know\\b.*"
                    + "|i (?:forgot|forget|don'?t know|can'?t remember|cannot remember|don'?t remember) (?:what|who|where|when|which|how|whose)\\b.*"
                    + "|(?:in|at|on|to|from|with|for|by|since) (?:what|which|whom|whose)\\b.*)$");

    Intent read(String message) {
        String text = plain(message);
        if (text.isEmpty()) {
            return new Intent.NoWords();
        }
        String rest = SALUTATION.matcher(text).replaceFirst("").strip();
        String words = withoutEnd(rest);
        if (words.isEmpty()) {
            return Intent.Manners.GREETING;
        }
        for (var phrase : PHRASES.entrySet()) {
            if (phrase.getKey().matcher(words).matches()) {
                return phrase.getValue();
            }
        }
        if (rest.endsWith("?")) {
            return new Intent.Question();
        }
        if (CORRECTION.matcher(words).matches()) {
            return new Intent.Correction(BARE_CORRECTION.matcher(words).matches());
        }
        return asks(words) ? new Intent.Question() : new Intent.Statement();
    }

    private static boolean asks(String words) {
        return ASKED.matcher(words).matches()
                && !AUXILIARY_NOT_A_QUESTION.matcher(words).matches();
    }

    private static String plain(String message) {
        return message.strip().toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
    }

    private static String withoutEnd(String text) {
        return text.replaceAll("[\\s.!?…:;)(,]+$", "");
    }

    private static Map<Pattern, Intent> phrases() {
        var phrases = new LinkedHashMap<Pattern, Intent>();
        phrases.put(
                of("how are you(?: doing| today)*|how do you do|how is it going|how's it going|what's up"),
                Intent.Manners.HOW_ARE_YOU);
        phrases.put(of("(?:many )?(?:thanks|thank you|thx|ty|cheers)(?:[ ,!]+[\\w']+){0,4}"), Intent.Manners.THANKS);
        phrases.put(
                of(
                        "(?:good ?bye|bye|bye bye|good night|see you|see ya|cya|ciao|farewell|have a (?:nice|good) (?:day|evening|night))(?:[ ,]+[\\w']+){0,3}"),
                Intent.Manners.BYE);
        phrases.put(
                of(
                        "ok|okay|yes|no|yeah|yep|nope|sure|cool|nice|great|fine|lol|haha|wow|good|i see|all right|alright|right|hm+"),
                Intent.Manners.MURMUR);
        phrases.put(
                of(
                        "/?help(?: me)?|what can you do(?: for me)?|what can i (?:ask|do|say)|how (?:can|do) you help(?: me)?|how do you work"
                                + "|what do you do|how (?:do|can) i (?:add|use|set|set up|connect) (?:a|another|a real|the) (?:language )?model"),
                Intent.AboutClara.HELP);
        phrases.put(
                of(
                        "(?:who|what) are you|what(?: is|'s) your name|are you (?:a |an )?(?:bot|robot|human|ai|real|person|machine|model)"
                                + "|which model (?:are you|is this|do you use)|introduce yourself"),
                Intent.AboutClara.WHO_ARE_YOU);
        phrases.put(
                of("what time is it" + NOW + "|(?:what is|what's|tell me) the time" + NOW
                        + "|do you know (?:what time it is|the time)"),
                Intent.AboutNow.TIME);
        phrases.put(
                of("(?:what|which) (?:day|date|year|month|weekday) is (?:it|today)" + NOW
                        + "|(?:what is|what's|tell me) (?:the|today's) (?:date|day)" + NOW
                        + "|what is today|what's today"),
                Intent.AboutNow.DATE);
        phrases.put(
                of(
                        "(?:so )?what (?:do|did|have) (?:you|i) (?:know|remember|learn|learned|learnt|tell you|told you)(?: about| of)?(?: me| myself)?(?: so far)?"
                                + "|(?:please )?tell me (?:what|everything|all) you (?:know|remember)(?: about me)?"
                                + "|do you (?:know|remember) (?:anything|something|me|things)(?: about me)?|who am i"),
                Intent.AboutPerson.EVERYTHING);
        phrases.put(
                of("what(?: is|'s) my name|do you (?:know|remember) my name|tell me my name"), Intent.AboutPerson.NAME);
        phrases.put(
                of(
                        "(?:please |can you |could you |you should )*(?:forget|delete|erase|unlearn) (?:that|this|it|what|my|everything|all|the last|about)\\b.*"
                                + "|(?:please )?(?:forget|don'?t remember (?:that|this|it))(?: please)?"),
                Intent.Deed.FORGET);
        phrases.put(of("(?:please |can you |could you )*remind me to\\b.*"), Intent.Deed.REMIND);
        return phrases;
    }

    private static Pattern of(String words) {
        return Pattern.compile(words);
    }
}

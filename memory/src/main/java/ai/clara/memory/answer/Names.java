package ai.clara.memory.answer;

import java.util.List;
import java.util.Set;

/** Tells names from other words, as far as spelling and a list of grammar words can. */
public final class Names {
    private static final Set<String> GRAMMAR =
            Set.copyOf(List.of(("a an the and or but so if then than that this these those there here i me my mine"
                            + " myself we us our ours you your yours he him his she her hers it its they them their who whom whose what which"
                            + " when where why how is are am was were be been being do does did done doing have has had having can could will"
                            + " would shall should may might must not no nor yes to of in on at by for with from about into onto over under"
                            + " out up off down as just also too very really again still now ever already any some all both each one 's 'd"
                            + " ok okay oh well hey hi hello thanks thank please by actually anyway also sorry yesterday today tomorrow tonight"
                            + " since until after before last next every because while though although good great new old remember fyi"
                            + " let guess note quick update funny finally recently currently usually mostly sometimes always never lately"
                            + " turns apparently fun news correction exactly maybe perhaps mr mrs ms dr dear btw wait hmm yeah yep nope"
                            + " closest dearest little big older younger eldest youngest oldest"
                            + " don got get getting told tell know")
                    .split(" ")));
    private static final Set<String> CALENDAR =
            Set.copyOf(List.of(("january february march april may june july august september october november"
                            + " december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday"
                            + " sunday christmas easter spring summer autumn winter fall")
                    .split(" ")));

    /** Whether a word belongs to grammar and says nothing alone. */
    public boolean isGrammar(String lower) {
        return GRAMMAR.contains(lower);
    }

    /** Whether the word at this place looks like a name of a person, animal, place or thing. */
    public boolean isName(Reading reading, int at) {
        Token token = reading.tokens().get(at);
        if (!token.capital() || GRAMMAR.contains(token.lower()) || CALENDAR.contains(token.lower())) {
            return false;
        }
        // A capital at the beginning of a sentence is grammar unless the word is otherwise unknown.
        return !token.first() || reading.conceptsAt().get(at).isEmpty();
    }

    static boolean isCalendar(String lower) {
        return CALENDAR.contains(lower);
    }
}

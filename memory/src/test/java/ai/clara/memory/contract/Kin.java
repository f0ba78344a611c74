package ai.clara.memory.contract;

import ai.clara.memory.graph.GraphHome;
import ai.clara.spi.id.MessageRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What somebody tells of people in many wordings, among as much about other people, and what they ask later. */
final class Kin {
    private static final List<String> ROLES =
            List.of("sister", "brother", "aunt", "cousin", "neighbour", "boss", "friend", "daughter", "uncle", "niece");
    private static final List<String> NAMES = List.of(
            "Ana", "Bruno", "Carmen", "Dilan", "Elif", "Farid", "Greta", "Hanna", "Ivo", "Jonas", "Kaito", "Leila",
            "Mirko", "Nadja", "Oskar", "Petra", "Quinn", "Rosa", "Stefan", "Tamara", "Ulrich", "Vera", "Wanda", "Yusuf",
            "Bela", "Cosima", "Dorian", "Emese", "Fergus", "Gunnar");
    private static final List<String> CALLED = List.of(
            "My %1$s is called %2$s.",
            "%2$s is my %1$s.",
            "My %1$s %2$s came by on Sunday.",
            "I have a %1$s named %2$s.",
            "My %1$s's name is %2$s.",
            "My %1$s, %2$s, has a garden full of tulips.",
            "Did I say that? My %1$s is %2$s.");
    private static final List<String> JOBS = List.of(
            "%s got the night shift at the %s.",
            "%s works at the %s now.",
            "%s started at the %s on Monday.",
            "%s has a new job at the %s.",
            "%s just signed a contract with the %s.",
            "%s was hired by the %s last week.");
    private static final List<String> EMPLOYERS = List.of(
            "hospital",
            "bakery",
            "library",
            "museum",
            "brewery",
            "zoo",
            "harbour",
            "theatre",
            "sawmill",
            "laundry",
            "airport",
            "observatory",
            "aquarium",
            "pharmacy",
            "quarry");
    private static final List<String> WHERE_WORKING = List.of(
            "Where does my %s work?",
            "Where is my %s employed?",
            "What is the job of my %s?",
            "Who employs my %s?",
            "At which place does my %s work?",
            "Do you know where my %s works?");
    private static final List<String> MET = List.of(
            "I met %s in %s.",
            "Yesterday I ran into %s in %s.",
            "I got to know %s in %s.",
            "We met %s in %s on the train.",
            "I saw %s in %s at the weekend.",
            "Last month I met %s in %s.");
    private static final List<String> BROTHER = List.of(
            "%1$s has a brother, %2$s.",
            "%1$s has a brother called %2$s.",
            "%2$s is %1$s's brother.",
            "%1$s's brother is called %2$s.",
            "%1$s's brother %2$s came along too.",
            "%2$s is the younger brother of %1$s.");
    private static final List<String> DOES = List.of(
            "%s flies gliders.",
            "%s repairs clocks.",
            "%s breeds alpacas.",
            "%s carves spoons.",
            "%s climbs frozen waterfalls.",
            "%s races pigeons.",
            "%s bakes bread in the woods.",
            "%s restores organs.");
    private static final List<String> CITIES = List.of(
            "Porto",
            "Graz",
            "Lyon",
            "Tampere",
            "Bergen",
            "Valencia",
            "Ghent",
            "Cork",
            "Split",
            "Aarhus",
            "Narvik",
            "Siena");
    private static final List<String> WHAT_DOING = List.of(
            "What does the brother of the person I met in %s do?",
            "What does the brother of the man I met in %s do all day?",
            "How does the brother of the one I met in %s spend his time?",
            "What is the hobby of the brother of the person that I met in %s?",
            "What do you know about the brother of the person I met in %s?",
            "What keeps the brother of the friend I met in %s busy?");
    private static final List<String> RELATED = List.of(
            "%1$s has a %3$s, %2$s.",
            "%1$s has a %3$s called %2$s.",
            "%2$s is %1$s's %3$s.",
            "%1$s's %3$s is called %2$s.",
            "%1$s's %3$s %2$s came along too.",
            "%2$s is the %3$s of %1$s.");
    private static final List<String> OF_MY_KIN = List.of(
            "What does my %1$s's %2$s do?",
            "What does the %2$s of my %1$s do all day?",
            "How does my %1$s's %2$s spend the weekends?",
            "What is the hobby of the %2$s of my %1$s?",
            "What do you know about my %1$s's %2$s?",
            "What keeps the %2$s of my %1$s busy?");
    private static final List<String> LIVES = List.of(
            "%s lives in %s.", "%s moved to %s last year.", "%s lives in %s now.", "Last summer %s moved to %s.");
    private static final List<String> OF_WHO_LIVES = List.of(
            "What does the %2$s of the person who lives in %1$s do?",
            "What does the %2$s of the one who lives in %1$s do all day?",
            "How does the %2$s of the man who moved to %1$s spend the weekends?",
            "What do you know about the %2$s of the woman who lives in %1$s?");
    private static final List<String> OF_WHO_WORKS = List.of(
            "What does the %2$s of the person who works at the %1$s do?",
            "What does the %2$s of the one who works at the %1$s do all day?",
            "How does the %2$s of the man who works for the %1$s spend the weekends?",
            "What do you know about the %2$s of the woman who works at the %1$s?");
    private static final int PAIRS = 14;

    private final GraphHome home;
    private final Draw draw;
    private final Draw.Person person;
    private final List<String> names;
    private final LocalDate day;

    private Kin(GraphHome home, Draw draw) {
        this.home = home;
        this.draw = draw;
        this.person = draw.person();
        this.names = draw.some(NAMES, NAMES.size());
        this.day = draw.day();
    }

    /** A question, what answers it, and who asks. */
    record Asked(Draw.Person person, String question, List<MessageRef> evidence) {}

    /**
     * "Rosa got the night shift", among others who got theirs.
     *
     * @param related whether it was told who Rosa is
     */
    static Asked oneStep(GraphHome home, Draw draw, boolean related, int others) {
        var kin = new Kin(home, draw);
        String role = draw.of(ROLES);
        String name = kin.names.getFirst();
        var evidence = new ArrayList<MessageRef>();
        if (related) {
            evidence.add(kin.tell(draw.of(CALLED).formatted(role, name)));
        }
        int when = draw.upTo(others);
        for (int i = 0; i < others; i++) {
            kin.tell(draw.of(JOBS).formatted(kin.names.get(1 + draw.upTo(kin.names.size() - 1)), draw.of(EMPLOYERS)));
            if (i == when) {
                evidence.add(kin.tell(draw.of(JOBS).formatted(name, draw.of(EMPLOYERS))));
            }
        }
        return new Asked(kin.person, draw.of(WHERE_WORKING).formatted(role), evidence);
    }

    /** "I met Lukas in Graz", "Lukas has a brother, Tom", "Tom flies gliders", among others who were met and have brothers. */
    static Asked twoSteps(GraphHome home, Draw draw) {
        var kin = new Kin(home, draw);
        List<String> cities = draw.some(CITIES, CITIES.size());
        var met = new ArrayList<MessageRef>();
        var brothers = new ArrayList<MessageRef>();
        var doings = new ArrayList<MessageRef>();
        for (int i = 0; i < PAIRS; i++) {
            String one = kin.names.get(2 * i);
            String other = kin.names.get(2 * i + 1);
            if (i < cities.size()) {
                met.add(kin.tell(draw.of(MET).formatted(one, cities.get(i))));
            }
            brothers.add(kin.tell(draw.of(BROTHER).formatted(one, other)));
            doings.add(kin.tell(draw.of(DOES).formatted(other)));
        }
        int which = draw.upTo(cities.size());
        return new Asked(
                kin.person,
                draw.of(WHAT_DOING).formatted(cities.get(which)),
                List.of(met.get(which), brothers.get(which), doings.get(which)));
    }

    /** "My sister is called Rosa", "Rosa has a boss, Ida", "Ida repairs clocks", among others who have somebody. */
    static Asked kinOfKin(GraphHome home, Draw draw) {
        List<String> mine = draw.some(ROLES, ROLES.size());
        return secondHand(home, draw, mine, CALLED, (wording, of, name) -> wording.formatted(of, name), OF_MY_KIN);
    }

    /** "Rosa lives in Porto", "Rosa has a boss, Ida", "Ida repairs clocks", among others who live elsewhere. */
    static Asked whoLives(GraphHome home, Draw draw) {
        List<String> cities = draw.some(CITIES, CITIES.size());
        return secondHand(home, draw, cities, LIVES, (wording, in, name) -> wording.formatted(name, in), OF_WHO_LIVES);
    }

    /** "Rosa works at the zoo", "Rosa has a boss, Ida", "Ida repairs clocks", among others who work elsewhere. */
    static Asked whoWorks(GraphHome home, Draw draw) {
        List<String> employers = draw.some(EMPLOYERS, PAIRS);
        return secondHand(
                home, draw, employers, JOBS, (wording, at, name) -> wording.formatted(name, at), OF_WHO_WORKS);
    }

    private interface First {
        String told(String wording, String by, String name);
    }

    /** @param by what tells the first ones apart; those beyond are told of by name only */
    private static Asked secondHand(
            GraphHome home, Draw draw, List<String> by, List<String> first, First wording, List<String> questions) {
        var kin = new Kin(home, draw);
        var evidence = new ArrayList<List<MessageRef>>();
        var roles = new ArrayList<String>();
        for (int i = 0; i < PAIRS; i++) {
            String one = kin.names.get(2 * i);
            String other = kin.names.get(2 * i + 1);
            var told = new ArrayList<MessageRef>();
            if (i < by.size()) {
                told.add(kin.tell(wording.told(draw.of(first), by.get(i), one)));
            }
            roles.add(draw.of(ROLES));
            told.add(kin.tell(draw.of(RELATED).formatted(one, other, roles.getLast())));
            told.add(kin.tell(draw.of(DOES).formatted(other)));
            evidence.add(told);
        }
        int which = draw.upTo(by.size());
        return new Asked(
                kin.person, draw.of(questions).formatted(by.get(which), roles.get(which)), evidence.get(which));
    }

    private MessageRef tell(String text) {
        return home.ledger()
                .tell(person.direct(), person.id(), person.name(), draw.at(day.plusDays(draw.upTo(200)), person), text);
    }
}

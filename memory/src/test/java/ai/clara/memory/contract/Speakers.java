package ai.clara.memory.contract;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Audience;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;

/** Somebody asks another, who answers without repeating what was asked. */
record Speakers(String thing, String question, String answer) {
    private static final List<Speakers> ALL = List.of(
            new Speakers("car", "%s, you got a new car?", "yes, a Volvo"),
            new Speakers("dog", "%s, what kind of dog did you get?", "a beagle, she arrived yesterday"),
            new Speakers("guitar", "Which guitar do you play, %s?", "an old Gibson from my uncle"),
            new Speakers("phone", "%s, is that a new phone?", "yep, the cheap Nokia"),
            new Speakers("bike", "And you, %s, which bike do you ride?", "still my grandfather's Puch"),
            new Speakers("camera", "Hey %s, what camera is that?", "it's a Leica, found at a flea market"),
            new Speakers("boat", "%s, did you buy the boat?", "we did, a small Folkboat"));
    private static final List<String> SMALL_TALK = List.of(
            "It rained the whole morning here",
            "The meeting starts a little later today",
            "Somebody left the window open again",
            "I brought cake, help yourselves",
            "The coffee machine is broken again",
            "See you all on the roof at noon");
    private static final List<String> ASKED = List.of(
            "What %s does %s have?",
            "Which %s is %2$s's?",
            "What %s did %s get?",
            "Tell me, which %s does %s own?",
            "What kind of %s has %s got?",
            "Do you know what %s %s has?");

    static Behaviour.Question told(MemoryUnderTest memory, Draw draw) {
        Draw.Person ana = draw.person();
        Draw.Person bob = draw.person();
        Audience.Room room = draw.room("yard");
        LocalDate day = draw.day();
        Speakers one = draw.of(ALL);
        ZonedDateTime at = draw.at(day, ana);
        int minute = 0;
        for (String text : draw.some(SMALL_TALK, 4)) {
            Draw.Person who = draw.upTo(2) == 0 ? ana : bob;
            memory.told().tell(room, who.id(), who.name(), at.minusHours(3).plusMinutes(minute++), text);
        }
        memory.told().tell(room, ana.id(), ana.name(), at, one.question().formatted(bob.name()));
        memory.told().tell(room, bob.id(), bob.name(), at.plusMinutes(1), one.answer());
        String wording = draw.of(ASKED);
        return () -> {
            String ofBob = wording.formatted(one.thing(), bob.name());
            Recollection his = memory.recall(ana.in(room), ofBob, EvidenceContract.ASKED, 3);
            boolean found = his.evidence().stream()
                    .anyMatch(e -> e.text().equals(one.answer()) && e.speaker().equals(bob.name()));
            String ofAna = wording.formatted(one.thing(), ana.name());
            Recollection hers = memory.recall(bob.in(room), ofAna, EvidenceContract.ASKED, 5);
            boolean given = hers.evidence().stream()
                    .filter(Evidence::supports)
                    .anyMatch(e -> e.text().equals(one.answer()));
            return (found
                            ? ""
                            : ofBob + " gave "
                                    + his.evidence().stream()
                                            .map(Evidence::text)
                                            .toList())
                    + (given ? ofAna + " was answered by what " + bob.name() + " has" : "");
        };
    }
}

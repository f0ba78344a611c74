package ai.clara.e2e;

import ai.clara.e2e.DiscordCrashJudge.Question;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Guild;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** People in channels, a thread and direct messages, and all that they asked. Used by one thread. */
final class DiscordCrashTown {
    private static final int PARAGRAPHS_MAX = 10;

    /** Where people talk to Clara. */
    private record Corner(Place place, List<Person> people, String address) {}

    /** A question and the deaths between it and its whole answer. */
    static final class Asked {
        private final Said said;
        private Question question;
        private boolean answered;
        private boolean settled;
        private final Set<Integer> deaths = new TreeSet<>();
        private final Set<Integer> exposures = new TreeSet<>();

        private Asked(Said said, Question question) {
            this.said = said;
            this.question = question;
        }

        Question question() {
            return question;
        }

        Set<Integer> deaths() {
            return deaths;
        }

        /** Those deaths, and the first after everything was there: she may not have known that it was. */
        Set<Integer> exposures() {
            return exposures;
        }

        @Override
        public String toString() {
            return said.place() + " " + said.text() + " " + deaths + ": "
                    + said.place().byClaraAfter(said).stream()
                            .map(Seen::content)
                            .toList();
        }
    }

    private final FakeDiscord fake;
    private final Random random;
    private final List<Person> people;
    private final List<Corner> corners = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    DiscordCrashTown(FakeDiscord fake, Random random) {
        this.fake = fake;
        this.random = random;
        people = List.of(fake.person("Ann"), fake.person("Ben"), fake.person("Cleo"), fake.person("Dan"));
        Guild harbour = fake.guild("Harbour");
        Guild orchard = fake.guild("Orchard");
        people.forEach(harbour::join);
        people.subList(1, 3).forEach(orchard::join);
        Place general = harbour.channel("general");
        room(general, people);
        room(harbour.channel("crew"), people.subList(0, 2));
        room(general.thread(people.getFirst(), "boats"), people);
        room(orchard.channel("apples"), people.subList(1, 3));
        people.forEach(person -> corners.add(new Corner(fake.dm(person), List.of(person), "")));
    }

    private void room(Place place, List<Person> those) {
        corners.add(new Corner(place, those, fake.clara().mention() + " "));
    }

    /** Everybody gets to know Clara in a direct message, and she every place; nothing is counted as lost before that. */
    void meet(Duration bound) {
        for (Corner corner : corners.reversed()) {
            Asked first = ask(corner, corner.people().getFirst(), 1);
            Question question = first.question;
            // The first answer to each person carries a line about what Clara keeps.
            boolean stranger = corner.address().isEmpty();
            Seen seen = first.said
                    .place()
                    .awaitReply(
                            first.said,
                            bound,
                            reply -> stranger
                                    ? reply.content().startsWith(question.answer() + "\n\n-# ")
                                    : reply.content().equals(question.answer()));
            first.question = new Question(question.id(), question.number(), question.placeId(), seen.content());
        }
    }

    /** Somebody asks somewhere; every third answer is long. */
    Asked ask() {
        return ask(asked.size() % 3 == 0);
    }

    Asked ask(boolean longAnswer) {
        Corner corner = corners.get(random.nextInt(corners.size()));
        Person person = corner.people().get(random.nextInt(corner.people().size()));
        return ask(corner, person, longAnswer ? 3 + random.nextInt(PARAGRAPHS_MAX - 2) : 1);
    }

    private Asked ask(Corner corner, Person person, int paragraphs) {
        int number = asked.size() + 1;
        Said said = corner.place().says(person, corner.address() + DiscordCrashText.question(number, paragraphs));
        String answer = DiscordCrashText.answer(number, paragraphs);
        Asked question =
                new Asked(said, new Question(said.id(), number, corner.place().id(), answer));
        asked.add(question);
        return question;
    }

    /** Those without their whole answer. */
    List<Asked> waiting() {
        asked.stream().filter(one -> !one.answered).forEach(one -> one.answered = wholly(one));
        return asked.stream().filter(one -> !one.answered).toList();
    }

    /** Notes a death with all that it stood between; gives how many wait. */
    int died(int number) {
        List<Asked> waiting = waiting();
        waiting.forEach(one -> one.deaths.add(number));
        for (Asked one : asked) {
            if (!one.settled) {
                one.exposures.add(number);
                one.settled = one.answered;
            }
        }
        return waiting.size();
    }

    /** What waits now is wrong for good; the judge will say how. */
    void waitNoMore() {
        asked.forEach(one -> one.answered = true);
    }

    /** What is there twice does not wait; the judge will see it. */
    private static boolean wholly(Asked one) {
        String tag = "[" + one.question.number() + ".";
        List<String> parts = one.said.place().byClaraAfter(one.said).stream()
                .map(Seen::content)
                .filter(content -> content.startsWith(tag))
                .distinct()
                .toList();
        return String.join(DiscordCrashJudge.GAP, parts).equals(one.question.answer());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Question> questions() {
        return asked.stream().map(Asked::question).toList();
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.e2e.Canaries.Question;
import ai.clara.e2e.Canaries.Told;
import ai.clara.spi.id.ConversationKey;
import ai.clara.testkit.discord.Edit;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import ai.clara.testkit.discord.SeenFile;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody reads on Discord what they may not know, although the model says everything it was given. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DiscordAudienceTest {
    private static final long SEED = Long.getLong("clara.audience.seed", 20_261_121L);
    private static final int PEOPLE = Integer.getInteger("clara.audience.people", 38);
    private static final int ROOMS = 12;
    private static final int AT_ONCE = 4;
    private static final String END = "END-";
    private static final Pattern ENDS = Pattern.compile(END + "(\\d+)$");
    private static final String REMEMBERED = "What you remember";

    /** What one person said to Clara and reads as her answer. */
    private record Answered(Said said, String text) {}

    private final Map<ConversationKey, List<Answered>> read = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    @Test
    void canariesStayInsideTheirAudienceAndComeBackThere() {
        Canaries canaries = Canaries.draw(SEED, PEOPLE, ROOMS);
        long began = System.nanoTime();
        try (DiscordTown town = new DiscordTown().with("CLARA_RECENT_MESSAGES", "6")) {
            canaries.questions().keySet().forEach(key -> place(town, key));
            // Everything she was given, but for what she said here before: that stands in the place already.
            town.when("called", request -> Script.say(shown(request) + "\n\n" + END + request.number()));
            town.serve();
            Map<ConversationKey, List<Told>> tellings = new LinkedHashMap<>();
            canaries.all()
                    .forEach(told -> tellings.computeIfAbsent(told.place(), key -> new ArrayList<>())
                            .add(told));
            eachPlace(tellings, (key, told) -> ask(town, key, told.person(), told.line()));

            int asked = 0;
            int home = 0;
            Map<Question, String> answers = new ConcurrentHashMap<>();
            eachPlace(
                    canaries.questions(),
                    (key, question) -> answers.put(question, ask(town, key, question.asker(), question.line())));
            for (Question question : answers.keySet()) {
                if (question.home()) {
                    asked++;
                    home += cameBack(town, question, answers.get(question)) ? 1 : 0;
                }
            }
            town.quiet();
            report(town, canaries, asked, home, Duration.ofNanos(System.nanoTime() - began));
            assertThat(home).as("canaries that came back of " + asked).isGreaterThanOrEqualTo(asked * 95 / 100);
            town.isInOrder();
        }
    }

    private void report(DiscordTown town, Canaries canaries, int asked, int home, Duration time) {
        long checks = 0;
        long inside = 0;
        List<String> leaks = new ArrayList<>();
        for (Map.Entry<ConversationKey, List<Answered>> here : read.entrySet()) {
            Place place = place(town, here.getKey());
            List<Said> said = here.getValue().stream().map(Answered::said).toList();
            for (int i = 0; i < said.size(); i++) {
                String text = everShown(
                        place, said.get(i), i + 1 < said.size() ? Optional.of(said.get(i + 1)) : Optional.empty());
                for (Told told : canaries.all()) {
                    boolean there = text.contains(told.canary());
                    if (told.mayBeSeenIn(here.getKey())) {
                        inside += there ? 1 : 0;
                    } else {
                        checks++;
                        if (there) {
                            leaks.add(told.place() + " -> " + here.getKey());
                        }
                    }
                }
            }
        }
        long files = town.discord().places().stream()
                .flatMap(place -> place.byClara().stream())
                .filter(seen -> !seen.files().isEmpty())
                .count();
        System.out.printf(
                "audience through Discord, seed %d: %d of %d canaries came back, %d leaks in %d checks; seen inside %d times,"
                        + " %d answers as files, %d lost, %d s%n",
                SEED, home, asked, leaks.size(), checks, inside, files, lost.size(), time.toSeconds());
        assertThat(leaks).isEmpty();
        assertThat(lost).isEmpty();
        assertThat(checks).isGreaterThanOrEqualTo(PEOPLE < 38 ? 1 : 100_000);
        assertThat(inside).as("the same look finds canaries where they may be").isGreaterThanOrEqualTo(home);
    }

    private static Place place(DiscordTown town, ConversationKey key) {
        if (key.kind() == ConversationKey.Kind.ROOM) {
            int room = Integer.parseInt(key.place().substring("room-".length()));
            return town.channel(room % 2 == 0 ? "Harbour" : "Library", key.place());
        }
        return town.direct(person(town, Integer.parseInt(key.place().substring("dm-".length()))));
    }

    private static Person person(DiscordTown town, int number) {
        return town.person("Person" + number);
    }

    /** Says it and gives the whole answer, from the file where it is too long for messages. */
    private String ask(DiscordTown town, ConversationKey key, int person, String line) {
        Place place = place(town, key);
        Said said = key.kind() == ConversationKey.Kind.DIRECT
                ? place.says(person(town, person), line)
                : town.asks(place, person(town, person), line);
        String text = "";
        try {
            place.await(
                    DiscordTown.PATIENCE, all -> whole(place.byClaraAfter(said)).isPresent());
            text = whole(place.byClaraAfter(said)).orElseThrow();
        } catch (AssertionError e) {
            lost.add(key + " " + line + " " + place.byClaraAfter(said));
        }
        read.computeIfAbsent(key, k -> new ArrayList<>()).add(new Answered(said, text));
        return text;
    }

    /** The answer once its end is there. */
    private static Optional<String> whole(List<Seen> parts) {
        Optional<String> file = parts.stream()
                .flatMap(part -> part.files().stream())
                .map(SeenFile::text)
                .findFirst();
        String text = file.orElseGet(() -> parts.stream().map(Seen::content).collect(Collectors.joining("\n")));
        int line = text.indexOf("\n\n" + DiscordTown.INTRODUCTION);
        String words = line < 0 ? text : text.substring(0, line);
        return ENDS.matcher(words).find() ? Optional.of(words) : Optional.empty();
    }

    /** All that Clara ever showed between two messages of people, also what she changed later, and every file. */
    private static String everShown(Place place, Said from, Optional<Said> to) {
        long end = to.map(next -> Long.parseLong(next.id())).orElse(Long.MAX_VALUE);
        return place.byClaraAfter(from).stream()
                .filter(seen -> Long.parseLong(seen.id()) < end)
                .flatMap(seen -> Stream.of(
                                Stream.of(seen.content()),
                                seen.edits().stream().map(Edit::content),
                                seen.files().stream().map(SeenFile::text),
                                seen.embeds().stream().map(Object::toString))
                        .flatMap(texts -> texts))
                .collect(Collectors.joining("\n"));
    }

    private static String shown(Request request) {
        return request.messages().stream()
                .filter(message -> !message.role().equals("assistant"))
                .map(Request.Message::text)
                .collect(Collectors.joining("\n"));
    }

    /** Only what memory gave counts: the recent messages would bring many a canary back by themselves. */
    private static boolean cameBack(DiscordTown town, Question question, String answer) {
        Optional<String> number =
                ENDS.matcher(answer).results().map(MatchResult::group).findFirst();
        if (number.isEmpty()) {
            return false;
        }
        // What the recent turns show is not remembered once more.
        String given = town.question(Integer.parseInt(number.get().substring(END.length()))).messages().stream()
                .map(message -> message.text())
                .collect(Collectors.joining("\n\n"));
        String canary = question.about().canary();
        return given.contains(REMEMBERED) && given.contains(canary) && answer.contains(canary);
    }

    /** In each place one after the other, several places at once. */
    private static <T> void eachPlace(Map<ConversationKey, List<T>> work, BiConsumer<ConversationKey, T> step) {
        try (ExecutorService places = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            work.forEach((key, steps) -> running.add(places.submit(() -> steps.forEach(one -> step.accept(key, one)))));
            for (Future<?> place : running) {
                place.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.graph.GraphStore.Counts;
import ai.clara.memory.graph.GraphStore.Portion;
import ai.clara.memory.reading.Claim;
import ai.clara.memory.reading.Heard;
import ai.clara.memory.reading.Readings;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every graph store keeps: it holds what the transcript tells now, no more and no less, and gives it to those who may know it. */
interface GraphContract {
    ZonedDateTime DAY = LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    int MOST = 100;

    /** Memory with the store; tests share it and bring people and rooms of their own. */
    GraphHome home();

    /** All that the store holds of messages, past all walls: one line for each mention and relation, with all labels, in order. */
    List<String> contents();

    /** Takes away what the store holds of a message, behind its back. */
    void lose(MessageRef message);

    /** Takes away all that the store holds, cursors too. */
    void loseAll();

    private GraphStore store() {
        return home().bean(GraphStore.class);
    }

    private static PersonId somebody() {
        return new PersonId(UUID.randomUUID());
    }

    private static Audience.Room room() {
        return new Audience.Room("test", UUID.randomUUID().toString(), 0);
    }

    private MessageRef says(PersonId person, String text) {
        return says(person, 0, text);
    }

    private MessageRef says(PersonId person, int day, String text) {
        return home().ledger().tell(new Audience.OnePerson(person), person, "Mia", DAY.plusDays(day), text);
    }

    private MessageRef saysIn(Audience room, PersonId person, String text) {
        return home().ledger().tell(room, person, "Mia", DAY, text);
    }

    private static Scope direct(PersonId person) {
        return new Scope(Viewer.direct(person), Optional.empty());
    }

    private List<String> near(Scope scope, Node node, String... predicates) {
        return near(scope, node, MOST, predicates);
    }

    private List<String> near(Scope scope, Node node, int most, String... predicates) {
        return store().near(scope, Set.of(node), Set.of(predicates), most).stream()
                .map(one -> one.predicate() + " " + one.to().key()
                        + one.validTo()
                                .map(end -> " until " + LocalDate.ofInstant(end, ZoneOffset.UTC))
                                .orElse(""))
                .sorted()
                .toList();
    }

    private List<MessageRef> mentions(Scope scope, String name) {
        return store().mentions(scope, Set.of(Node.named(name)), MOST);
    }

    private List<String> holding(String word) {
        return contents().stream()
                .filter(row -> row.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Test
    default void whatIsForgottenIsGivenNoLongerAndLeavesNothing() {
        PersonId mia = somebody();
        MessageRef naming = says(mia, "My sister is called Xanthippe.");
        MessageRef job = says(mia, "Xanthippe works at the hospital.");
        home().read();
        assertThat(near(direct(mia), Node.person(mia))).containsExactly("sister name:xanthippe");
        assertThat(mentions(direct(mia), "Xanthippe")).containsExactlyInAnyOrder(naming, job);
        home().ledger().erase(Viewer.direct(mia), naming);
        assertThat(near(direct(mia), Node.person(mia))).as("before any look").isEmpty();
        assertThat(mentions(direct(mia), "Xanthippe")).containsExactly(job);
        home().read();
        assertThat(holding(naming.value().toString())).isEmpty();
        assertThat(holding("xanthippe")).isNotEmpty();
        home().ledger().erase(Viewer.direct(mia), job);
        home().read();
        assertThat(holding("xanthippe")).isEmpty();
    }

    @Test
    default void wordsFromARoomAreForgottenFromDirectMessages() {
        PersonId mia = somebody();
        Audience room = room();
        MessageRef naming = saysIn(room, mia, "My sister is called Yolanthe.");
        home().read();
        Scope inRoom = new Scope(Viewer.inRoom(mia, (Audience.Room) room), Optional.empty());
        assertThat(near(inRoom, Node.person(mia))).hasSize(1);
        home().ledger().erase(Viewer.direct(mia), naming);
        assertThat(near(inRoom, Node.person(mia))).isEmpty();
        home().read();
        assertThat(holding("yolanthe")).isEmpty();
    }

    @Test
    default void editedWordsTellWhatTheyTellNow() {
        PersonId mia = somebody();
        MessageRef naming = says(mia, "My sister is called Ottoline.");
        says(mia, "It rained.");
        home().read();
        home().ledger().edit(mia, naming, "My cousin is called Wilhelmina.");
        assertThat(near(direct(mia), Node.person(mia))).as("before any look").isEmpty();
        home().read();
        assertThat(near(direct(mia), Node.person(mia))).containsExactly("cousin name:wilhelmina");
        assertThat(holding("ottoline")).isEmpty();
    }

    @Test
    default void aNewEmployerEndsTheFormerAndForgettingItBringsThatBack() {
        PersonId mia = somebody();
        Node rosa = Node.named("Rosa");
        MessageRef first = says(mia, 1, "Rosa works at the hospital.");
        MessageRef second = says(mia, 20, "Rosa works at the bakery.");
        home().read();
        assertThat(near(direct(mia), rosa, Predicates.WORKS))
                .containsExactly("works at name:bakery", "works at name:hospital until 2025-05-21");
        assertThat(near(direct(mia), Node.named("hospital"), Predicates.WORKS))
                .as("asked from the other end")
                .contains("works at name:hospital until 2025-05-21");
        assertThat(near(direct(mia), rosa, 1, Predicates.WORKS))
                .as("what took its place is seen whatever is asked for")
                .contains("works at name:bakery", "works at name:hospital until 2025-05-21");
        MessageRef third = says(mia, 30, "Rosa no longer works at the bakery.");
        home().read();
        assertThat(near(direct(mia), rosa, Predicates.WORKS))
                .containsExactly("works at name:bakery until 2025-05-31", "works at name:hospital until 2025-05-21");
        home().ledger().erase(Viewer.direct(mia), third);
        home().ledger().erase(Viewer.direct(mia), second);
        home().read();
        List<Relation> left = store().near(direct(mia), Set.of(rosa), Set.of(Predicates.WORKS), MOST);
        assertThat(left).singleElement().satisfies(one -> {
            assertThat(one.sources()).containsExactly(first);
            assertThat(one.validFrom()).isEqualTo(DAY.plusDays(1).toInstant());
            assertThat(one.validTo()).isEmpty();
        });
    }

    @Test
    default void whatIsToldAndEndedInOneMessageIsOver() {
        PersonId mia = somebody();
        says(mia, "Rosa works at the mill. Rosa no longer works at the mill.");
        home().read();
        assertThat(near(direct(mia), Node.named("Rosa"), Predicates.WORKS))
                .containsExactly("works at name:mill until 2025-05-01");
    }

    @Test
    default void onlyTheAskedPredicatesAndTheNewestCome() {
        PersonId mia = somebody();
        for (int i = 0; i < 10; i++) {
            says(mia, i, "My friend is called Amalia" + i + ".");
        }
        says(mia, 20, "My aunt is called Dorothea.");
        home().read();
        Node self = Node.person(mia);
        assertThat(near(direct(mia), self, "aunt")).containsExactly("aunt name:dorothea");
        assertThat(near(direct(mia), self)).hasSize(11);
        assertThat(near(direct(mia), self, 3, "friend"))
                .containsExactly("friend name:amalia7", "friend name:amalia8", "friend name:amalia9");
        assertThat(near(direct(mia), Node.named("Amalia4"))).containsExactly("friend name:amalia4");
        assertThat(near(direct(mia), Node.named("Nobody"))).isEmpty();
        assertThat(store().near(direct(mia), Set.of(), Set.of(), MOST)).isEmpty();
    }

    @Test
    default void mentionsComeNewestFirst() {
        PersonId mia = somebody();
        MessageRef old = says(mia, 1, "Cosima baked bread.");
        MessageRef newest = says(mia, 9, "Cosima sings.");
        MessageRef middle = says(mia, 5, "Cosima plays chess.");
        home().read();
        assertThat(mentions(direct(mia), "Cosima")).containsExactly(newest, middle, old);
        assertThat(store().mentions(direct(mia), Set.of(Node.named("Cosima")), 2))
                .containsExactly(newest, middle);
        assertThat(store().mentions(direct(mia), Set.of(), MOST)).isEmpty();
    }

    @Test
    default void whatIsToldInAProjectLeadsNowhereElse() {
        PersonId mia = somebody();
        MessageRef naming = says(mia, "My sister is called Ottilie.");
        says(mia, "My cousin is called Bertram.");
        home().change("update messages set project = 'garden' where id = '" + naming.value() + "'");
        home().read();
        Node self = Node.person(mia);
        assertThat(near(direct(mia), self)).as("all projects").hasSize(2);
        var garden = new Scope(Viewer.direct(mia), Optional.of(new Project("garden")));
        assertThat(near(garden, self)).hasSize(2);
        assertThat(store().mentions(garden, Set.of(Node.named("Ottilie")), MOST))
                .containsExactly(naming);
        assertThat(store().latest(garden, MOST)).hasSize(2);
        for (Project other : List.of(Project.DEFAULT, new Project("attic"))) {
            var elsewhere = new Scope(Viewer.direct(mia), Optional.of(other));
            assertThat(store().latest(elsewhere, MOST)).hasSize(1);
            assertThat(near(elsewhere, self)).containsExactly("cousin name:bertram");
            assertThat(store().mentions(elsewhere, Set.of(Node.named("Ottilie")), MOST))
                    .isEmpty();
        }
    }

    /** A name that only its message tells, and where that was said. */
    record Canary(String name, PersonId author, Audience audience) {}

    /** The audience rule, written down a second time: the place itself, and one's own words in one's own direct messages. */
    private static boolean mayKnow(Viewer viewer, Canary canary) {
        return viewer.readKeys().contains(canary.audience().key())
                || viewer.ownWordsOf().filter(canary.author()::equals).isPresent();
    }

    @Test
    default void canariesStayInTheirAudienceAndAreFoundThere() {
        var random = new Random(20_261_130);
        List<PersonId> people = IntStream.range(0, 8).mapToObj(_ -> somebody()).toList();
        List<Audience.Room> rooms = IntStream.range(0, 4).mapToObj(_ -> room()).toList();
        var canaries = new ArrayList<Canary>();
        for (PersonId person : people) {
            for (int i = 0; i < 3; i++) {
                Audience where = i == 0 ? new Audience.OnePerson(person) : rooms.get(random.nextInt(rooms.size()));
                String name = "Zq" + Long.toString(random.nextLong(1L << 40), 36);
                canaries.add(new Canary(name, person, where));
                saysIn(where, person, "My sister is called %s. %s works at the hospital.".formatted(name, name));
            }
        }
        home().read();
        int shown = 0;
        for (Viewer viewer : viewers(people, rooms)) {
            var scope = new Scope(viewer, Optional.empty());
            List<String> all = near(scope, Node.named("hospital"));
            Set<Node> latest =
                    store().latest(scope, MOST).stream().map(Relation::to).collect(Collectors.toSet());
            for (Canary canary : canaries) {
                Node node = Node.named(canary.name());
                boolean may = mayKnow(viewer, canary);
                shown += may ? 1 : 0;
                assertThat(store().mentions(scope, Set.of(node), MOST).isEmpty())
                        .isEqualTo(!may);
                assertThat(near(scope, node).isEmpty()).isEqualTo(!may);
                assertThat(latest.contains(node)).isEqualTo(may);
                assertThat(near(scope, Node.person(canary.author())))
                        .as("by who told it")
                        .matches(told -> told.contains("sister " + node.key()) == may);
            }
            assertThat(all.isEmpty()).isEqualTo(canaries.stream().noneMatch(canary -> mayKnow(viewer, canary)));
        }
        assertThat(shown).as("the positive control").isGreaterThan(canaries.size());
        assertThat(store().stopped()).isZero();
    }

    private static List<Viewer> viewers(List<PersonId> people, List<Audience.Room> rooms) {
        var viewers = new ArrayList<Viewer>();
        for (PersonId person : people) {
            viewers.add(Viewer.direct(person));
            rooms.forEach(room -> viewers.add(Viewer.inRoom(person, room)));
        }
        return viewers;
    }

    @Test
    default void everythingIsLabelledAsItsMessage() {
        PersonId mia = somebody();
        Audience room = room();
        MessageRef naming = saysIn(room, mia, "My sister is called Quendolin.");
        home().read();
        String labels = home().rows(
                        "select concat_ws('|', project, author_id, owner_key, audience_key, provenance, sensitivity)"
                                + " from messages where id = '" + naming.value() + "'")
                .getFirst();
        assertThat(holding(naming.value().toString()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(row -> row.endsWith(labels));
    }

    /** What people say is never a part of a statement. */
    @Test
    default void namesThatLookLikeStatementsAreNames() {
        PersonId mia = somebody();
        String name = "X'}) DETACH DELETE e //`; drop table graph_mentions; -- $keys {{}}";
        var gist = new Gist(
                home().bean(Transcript.class)
                        .after(conversation(says(mia, "Hello there.")), 0, 1)
                        .getFirst(),
                List.of(new Mention(new Node("name:" + name), Kind.PERSON, name)),
                List.of(new Tie(Node.person(mia), name, new Node("name:" + name), false)));
        int before = contents().size();
        store().keep(new Portion(gist.entry().conversation(), List.of(gist), new GraphStore.Cursor(1, 1)));
        assertThat(contents()).hasSize(before + 2);
        assertThat(store().near(direct(mia), Set.of(new Node("name:" + name)), Set.of(name), MOST))
                .singleElement()
                .satisfies(one -> assertThat(one.predicate()).isEqualTo(name));
        var nothing = new Gist(gist.entry(), List.of(), List.of());
        store().keep(new Portion(gist.entry().conversation(), List.of(nothing), new GraphStore.Cursor(1, 1)));
        assertThat(contents()).hasSize(before);
    }

    private ConversationId conversation(MessageRef message) {
        return new ConversationId(
                UUID.fromString(home().rows("select conversation_id from messages where id = '" + message.value() + "'")
                        .getFirst()));
    }

    @Test
    default void keptTwiceItIsThereOnce() {
        PersonId mia = somebody();
        MessageRef naming = says(mia, "My sister is called Ermentrud.");
        home().read();
        List<String> once = contents();
        var entry =
                home().bean(Transcript.class).after(conversation(naming), 0, 1).getFirst();
        var gist = new Gleaning(home().bean(Lexicon.class), home().bean(Agreement.class)).of(entry);
        for (int i = 0; i < 2; i++) {
            var cursor = store().cursors().getOrDefault(entry.conversation(), GraphStore.Cursor.START);
            store().keep(new Portion(entry.conversation(), List.of(gist), cursor));
        }
        assertThat(contents()).isEqualTo(once);
        assertThat(store().counts(Viewer.direct(mia), List.of(naming)))
                .isEqualTo(new Counts(1, gist.mentions().size(), 1));
        assertThat(store().counts(Viewer.direct(somebody()), List.of(naming)))
                .as("for somebody else")
                .isEqualTo(Counts.NONE);
        assertThat(store().drift()).isZero();
    }

    /** Killed before, within or after any step, it holds what a run holds that nothing disturbed. */
    @Test
    default void killedAtAnyStepItHoldsTheSame() {
        PersonId mia = somebody();
        PersonId ben = somebody();
        Audience room = room();
        for (int i = 0; i < 150; i++) {
            says(mia, "My friend Amalia%d works at the mill.".formatted(i));
            saysIn(room, ben, "My cousin is called Cosima%d.".formatted(i));
        }
        MessageRef edited = says(mia, "My aunt is called Dorothea.");
        for (boolean keeps : List.of(false, true)) {
            for (int steps = 0; steps < 2; steps++) {
                var dying = new DyingStore(store(), steps, keeps);
                assertThatThrownBy(() -> follower(dying).catchUp()).isInstanceOf(StoreException.class);
            }
        }
        home().read();
        home().ledger().edit(mia, edited, "My aunt is called Eulalia.");
        assertThatThrownBy(() -> follower(new DyingStore(store(), 0, false)).catchUp())
                .isInstanceOf(StoreException.class);
        fresh();
        List<String> disturbed = contents();
        assertThat(disturbed).anyMatch(row -> row.contains("eulalia")).anyMatch(row -> row.contains("amalia149"));
        loseAll();
        assertThat(contents()).isEmpty();
        fresh();
        assertThat(contents()).isEqualTo(disturbed);
        assertThat(store().drift()).isZero();
    }

    private void fresh() {
        GraphFollower follower = follower(store());
        while (follower.catchUp()) {
            continue;
        }
    }

    private GraphFollower follower(GraphStore store) {
        return new GraphFollower(
                home().bean(Transcript.class), store, home().bean(Gists.class), home().bean(Readings.class));
    }

    /** What a model read is kept as what rules read, also when all is lost and read anew, and goes with its words. */
    @Test
    default void whatAModelReadIsKeptToo() {
        PersonId mia = somebody();
        MessageRef told = says(mia, "At work I answer to Ottokar.");
        home().read();
        assertThat(near(direct(mia), Node.person(mia))).isEmpty();
        var entry =
                home().bean(Transcript.class).after(conversation(told), 0, 1).getFirst();
        var claim = new Claim("I answer to Ottokar", "I", "boss", "Ottokar", false);
        home().bean(Readings.class).keep(List.of(entry), new Heard(Map.of(told, List.of(claim)), "small-model"));
        home().read();
        assertThat(near(direct(mia), Node.person(mia))).containsExactly("boss name:ottokar");
        assertThat(near(direct(somebody()), Node.named("Ottokar"))).isEmpty();
        lose(told);
        assertThat(near(direct(mia), Node.person(mia))).isEmpty();
        assertThat(home().bean(GraphProjection.class).renew((_, _) -> {}).complete())
                .isTrue();
        assertThat(near(direct(mia), Node.person(mia))).containsExactly("boss name:ottokar");
        assertThat(store().drift()).isZero();
        home().ledger().erase(Viewer.direct(mia), told);
        assertThat(near(direct(mia), Node.person(mia))).isEmpty();
        home().read();
        assertThat(holding(told.value().toString())).isEmpty();
    }

    /** Read anew, it holds again what was lost; what it says of itself is what it then holds. */
    @Test
    default void readAnewItHoldsWhatTheTranscriptTells() {
        PersonId mia = somebody();
        MessageRef lost = says(mia, "My sister is called Kunigunde.");
        says(mia, "My uncle is called Leberecht.");
        home().read();
        List<String> whole = contents();
        lose(lost);
        assertThat(near(direct(mia), Node.person(mia))).containsExactly("uncle name:leberecht");
        Renewed damaged = home().bean(GraphProjection.class).compared((_, _) -> {});
        assertThat(damaged.complete()).as("compared, without a change").isFalse();
        assertThat(damaged.told().relations() - damaged.fresh().relations()).isEqualTo(1);
        var shown = new LinkedHashMap<Long, Long>();
        Renewed renewed = home().bean(GraphProjection.class).renew(shown::put);
        assertThat(contents()).isEqualTo(whole);
        assertThat(renewed.former().relations()).isEqualTo(renewed.fresh().relations() - 1);
        assertThat(renewed.fresh()).isEqualTo(renewed.told());
        long all = home().ledger().heads().stream()
                .mapToLong(Transcript.Head::lastSeq)
                .sum();
        assertThat(shown.lastEntry()).isEqualTo(Map.entry(all, all));
        assertThat(home().bean(GraphProjection.class).compared((_, _) -> {}).complete())
                .isTrue();
        assertThat(store().drift()).isZero();
    }

    /** The past is read when the graph is switched on later, and nothing is while it is off. */
    @Test
    default void switchedOnLaterItCatchesUp() {
        PersonId mia = somebody();
        home().graph(false);
        try {
            says(mia, "My sister is called Radegund.");
            home().read();
            assertThat(holding("radegund")).isEmpty();
        } finally {
            home().graph(true);
        }
        home().read();
        assertThat(holding("radegund")).isNotEmpty();
    }
}

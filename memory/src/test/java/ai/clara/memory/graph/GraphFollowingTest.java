package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** In the tables, what a message told goes in the transaction in which its words go, whoever takes them back. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphFollowingTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final Audience.Room ROOM = new Audience.Room("test", "kitchen", 0);

    private final GraphHome home = new GraphHome();
    private PersonId mia = new PersonId(new UUID(7, 1));
    private PersonId ben = new PersonId(new UUID(7, 2));

    @BeforeEach
    void strangers() {
        mia = new PersonId(UUID.randomUUID());
        ben = new PersonId(UUID.randomUUID());
    }

    @AfterAll
    void close() {
        home.close();
    }

    private MessageRef says(PersonId person, String text) {
        return home.ledger().tell(new Audience.OnePerson(person), person, "Mia", DAY, text);
    }

    private MessageRef saysInRoom(PersonId person, String text) {
        return home.ledger().tell(ROOM, person, "Mia", DAY, text);
    }

    @Test
    void forgottenWordsLeaveNothing() {
        MessageRef naming = says(mia, "My sister is called Xanthippe.");
        MessageRef job = says(mia, "Xanthippe works at the hospital.");
        home.read();
        assertThat(holding("xanthippe")).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), naming);
        assertThat(home.rows(of("graph_relations", naming)))
                .as("at once, without a look")
                .isEmpty();
        assertThat(home.rows(of("graph_relations", job))).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), job);
        assertThat(holding("xanthippe")).isEmpty();
        home.read();
        assertThat(holding("xanthippe")).isEmpty();
    }

    /** Row-level security hides a room's rows from whoever takes their own words back in their direct messages. */
    @Test
    void wordsFromRoomsAreForgottenFromDirectMessages() {
        MessageRef naming = saysInRoom(mia, "My sister is called Yolanthe.");
        home.read();
        assertThat(holding("yolanthe")).isNotEmpty();
        home.ledger().erase(Viewer.direct(mia), naming);
        assertThat(holding("yolanthe")).isEmpty();
    }

    /** The twin of the two before. */
    @Test
    void withoutTheTriggerForgottenWordsStay() {
        MessageRef naming = says(mia, "My sister is called Zenobia.");
        home.read();
        home.change("alter table messages disable trigger messages_reworded_graph");
        try {
            home.ledger().erase(Viewer.direct(mia), naming);
            assertThat(holding("zenobia")).isNotEmpty();
        } finally {
            home.change("alter table messages enable trigger messages_reworded_graph");
        }
        home.read();
        assertThat(holding("zenobia")).as("the next look finds it").isEmpty();
    }

    @Test
    void aPersonWhoGoesTakesAllAlong() {
        saysInRoom(ben, "My sister is called Perpetua.");
        home.read();
        assertThat(holding("perpetua")).isNotEmpty();
        home.change("delete from people where id = '" + ben.value() + "'");
        assertThat(holding("perpetua")).isEmpty();
    }

    private static String of(String table, MessageRef message) {
        return "select message_id from " + table + " where message_id = '" + message.value() + "'";
    }

    /** Every row of any table of the graph with this word. */
    private List<String> holding(String word) {
        return home.tables().stream()
                .filter(row -> row.toLowerCase(java.util.Locale.ROOT).contains(word))
                .toList();
    }
}

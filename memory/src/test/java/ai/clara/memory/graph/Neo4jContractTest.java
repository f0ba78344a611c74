package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.transcript.Transcript;
import ai.clara.testkit.neo4j.Neo4jServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real Neo4j. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Neo4jContractTest implements GraphContract {
    private Neo4jServer server;
    private GraphHome home;

    @BeforeAll
    void start() {
        server = Neo4jServer.start();
        home = GraphHome.in(server);
    }

    @AfterAll
    void close() {
        home.close();
        server.close();
    }

    @Override
    public GraphHome home() {
        return home;
    }

    @Override
    public List<String> contents() {
        return Neo4jContents.of(server);
    }

    @Override
    public void lose(MessageRef message) {
        server.cypher("match (e:RookEntity {message: '" + message.value() + "'}) detach delete e");
    }

    @Override
    public void loseAll() {
        server.cypher("match (e) detach delete e");
    }

    private PersonId told(String text) {
        var mia = new PersonId(UUID.randomUUID());
        home.ledger().tell(new Audience.OnePerson(mia), mia, "Mia", DAY, text);
        return mia;
    }

    /** Ends of relations that no message mentions are nodes like all others. */
    @Test
    void everyNodeAndRelationshipCarriesEveryLabel() {
        told("My sister is called Adelheid.");
        told("My sister works at the mill.");
        home.read();
        String labels = "audience owner author provenance sensitivity project message conversation words"
                .replaceAll("(\\w+)", "%1\\$s.$1 is null")
                .replace(" %", " or %");
        assertThat(server.number("match (e:RookEntity) return count(e)")).isPositive();
        assertThat(server.number("match (e:RookEntity) where " + labels.formatted("e") + " return count(e)"))
                .isZero();
        assertThat(server.number("match ()-[t]->() return count(t)")).isPositive();
        assertThat(server.number(
                        "match ()-[t]->() where t.valid_from is null or " + labels.formatted("t") + " return count(t)"))
                .isZero();
        assertThat(server.number("match (a)-[t]->(b) where a.audience <> t.audience or b.audience <> t.audience"
                        + " or a.message <> t.message or b.message <> t.message return count(t)"))
                .as("what joins two audiences or messages")
                .isZero();
        assertThat(server.number("match (n) where not n:RookEntity and not n:RookCursor return count(n)"))
                .isZero();
    }

    /** It reads along its indexes, however much others have told. */
    @Test
    void constraintsAndIndexesAreMade() {
        told("My sister is called Irmgard.");
        home.read();
        assertThat(server.cypher("show constraints yield name return name order by name"))
                .containsExactly("rook_cursor", "rook_entity", "rook_tells");
        assertThat(server.cypher("show indexes yield name, state where state = 'ONLINE' return name"))
                .contains("rook_entity_audience", "rook_entity_author", "rook_entity_message", "rook_entity_place");
    }

    /** A part of it is lost or added: that is seen, and reading anew sets it right. */
    @Test
    void driftIsSeenAndSetRight() {
        told("My sister is called Walburga.");
        home.read();
        GraphStore store = home.bean(GraphStore.class);
        assertThat(store.drift()).isZero();
        server.cypher("match (e:RookEntity {key: 'name:walburga'}) detach delete e");
        assertThat(store.drift()).isPositive();
        server.cypher("match (c:RookCursor) with c limit 1 create (e:RookEntity {message: 'nobody', key: 'name:stray',"
                + " conversation: c.conversation, seq: 1})");
        server.cypher("match (c:RookCursor) set c.nodes = c.nodes + 1");
        assertThat(store.drift()).isPositive();
        var unused = home.bean(GraphProjection.class).renew((_, _) -> {});
        assertThat(store.drift()).isZero();
        assertThat(server.number("match (e:RookEntity {key: 'name:walburga'}) return count(e)"))
                .isEqualTo(1);
        assertThat(server.number("match (e:RookEntity {key: 'name:stray'}) return count(e)"))
                .isZero();
    }

    /** The transcript was taken back to an earlier state: what it does not tell any more goes. */
    @Test
    void whatATranscriptTakenBackDoesNotTellGoes() {
        PersonId mia = told("My sister is called Gunhild.");
        home.ledger().tell(new Audience.OnePerson(mia), mia, "Mia", DAY, "My aunt is called Roswitha.");
        home.read();
        assertThat(server.number("match (e:RookEntity {key: 'name:roswitha'}) return count(e)"))
                .isEqualTo(1);
        home.change("delete from messages where body like '%Roswitha%'");
        home.change(
                "update conversations set last_seq = last_seq - 1, changes = changes - 1 where audience_key = 'person:"
                        + mia.value() + "'");
        home.read();
        assertThat(server.number("match (e:RookEntity {key: 'name:roswitha'}) return count(e)"))
                .isZero();
        assertThat(server.number("match (e:RookEntity {key: 'name:gunhild'}) return count(e)"))
                .isEqualTo(1);
        assertThat(home.bean(Transcript.class).heads()).isNotEmpty();
    }
}

package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.spi.channel.Inbox.Acceptance;
import ai.clara.spi.channel.ReplyEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows as a kill leaves them, and the next start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
    private EngineHouse house;

    @BeforeAll
    void build() {
        house = new EngineHouse();
    }

    @BeforeEach
    void open() {
        house.bean(Lanes.class).open();
        house.postBox.reachable = true;
    }

    @AfterEach
    void clean() {
        house.bean(Recovery.class).stop();
        house.db().system("clean", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("delete from conversations");
                return statement.execute("delete from people");
            }
        });
        house.postBox.delivered.clear();
        house.model.requests.clear();
    }

    @AfterAll
    void tearDown() throws Exception {
        house.close();
    }

    @Test
    void acceptedMessageIsAnsweredOnceAfterAKill() {
        accepted("m-1", "are you there");
        house.bean(Recovery.class).start();
        await(() -> house.postBox.delivered.size() == 1);
        house.bean(Recovery.class).stop();
        house.bean(Recovery.class).start();
        house.bean(Recovery.class).deliver();
        assertThat(house.postBox.delivered).containsExactly("m-1 you said: are you there");
        assertThat(house.column("select state from inbox")).containsExactly("answered");
        assertThat(house.column("select state from outbox")).containsExactly("delivered");
        assertThat(house.column("select last_seq from conversations")).containsExactly("2");
    }

    @Test
    void messageHandedInAgainAfterAKillIsTakenUpAndAnswered() throws InterruptedException {
        accepted("m-1", "are you there");
        running("m-1", 1);
        var events = new Events();
        assertThat(house.say("pat", "m-1", "are you there", events)).isEqualTo(Acceptance.DUPLICATE);
        assertThat(events.closing()).isEqualTo(EngineHouse.done("you said: are you there"));
        assertThat(house.postBox.delivered).isEmpty();
    }

    @Test
    void messageThatKillsItsProcessEachTimeIsGivenUpWithASentence() {
        accepted("m-1", "poison");
        running("m-1", 3);
        house.bean(Recovery.class).start();
        await(() -> house.postBox.delivered.size() == 1);
        assertThat(house.postBox.delivered.getFirst()).contains("several times");
        assertThat(house.column("select state from inbox")).containsExactly("failed");
        assertThat(house.model.requests).isEmpty();
    }

    @Test
    void committedReplyThatNobodyTookWaitsForItsChannel() {
        house.postBox.reachable = false;
        house.say("pat", "m-1", "hello", event -> {
            if (event instanceof ReplyEvent.Done) {
                throw new IllegalStateException("the reader is gone");
            }
        });
        await(() -> house.column("select state from inbox").equals(List.of("answered")));
        assertThat(house.column("select state from outbox")).containsExactly("ready");
        house.postBox.reachable = true;
        house.bean(Recovery.class).start();
        await(() -> house.column("select state from outbox").equals(List.of("delivered")));
        assertThat(house.postBox.delivered).containsExactly("m-1 you said: hello");
    }

    @Test
    void turnCutOffByTheEndOfTheProcessGoesOnAtTheNextStart() throws InterruptedException {
        var cut = new Events();
        house.say("pat", "m-1", "hold pat", cut);
        assertThat(house.model.awaitHeld("hold pat")).isTrue();
        house.bean(Recovery.class).stop();
        assertThat(house.column("select state from inbox")).containsExactly("running");
        assertThat(cut.seen).noneMatch(event -> event instanceof ReplyEvent.Failed);
        house.bean(Recovery.class).start();
        await(() -> house.column("select state from inbox").equals(List.of("answered")));
        assertThat(house.column("select attempts from inbox")).containsExactly("2");
    }

    /** Leaves what a kill right after the accepting transaction leaves. */
    private void accepted(String platformId, String text) {
        var message = house.message("pat", EngineHouse.direct("pat"), platformId, text);
        assertThat(house.bean(Arrivals.class)
                        .meet(message, Words.of(message))
                        .flatMap(arrival -> house.bean(InboxStore.class).accept(arrival, false)))
                .isPresent();
    }

    private void running(String platformId, int attempts) {
        house.db().system("as a kill leaves it", connection -> {
            try (var statement = connection.prepareStatement(
                    "update inbox set state = 'running', attempts = ? where platform_id = ?")) {
                statement.setInt(1, attempts);
                statement.setString(2, platformId);
                return statement.executeUpdate();
            }
        });
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}

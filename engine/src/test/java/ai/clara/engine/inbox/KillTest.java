package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.TempHome;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process dies at each persisted step of a turn; the next one gives the one answer. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private EngineHouse house;

    @BeforeAll
    void build() {
        TempHome ground = TempHome.create();
        house = new EngineHouse(ground.home(), ground, UUID::randomUUID);
        assertThat(house.column("select count(*) from inbox")).containsExactly("0");
    }

    @AfterAll
    void tearDown() throws Exception {
        house.close();
    }

    /** Whoever dies between showing and noting it shows it again: an intended oddity that a channel's nonce takes care of. */
    @ParameterizedTest
    @CsvSource({
        "turn.accepted, 1, 2",
        "turn.opened, 1, 2",
        "turn.before-commit, 1, 2",
        "turn.committed, 1, 1",
        "turn.shown, 1, 1",
        "turn.delivered, 0, 1"
    })
    void killedTurnHasOneAnswerAfterTheRestart(String point, int deliveries, int attempts) throws Exception {
        String person = point.replace('.', '-');
        assertThat(dieAt(point, person)).isEqualTo(137);
        house.postBox.delivered.clear();
        var recovery = house.bean(Recovery.class);
        recovery.start();
        String outbox = "select o.state from outbox o join inbox i on i.id = o.inbox_id" + " where i.platform_id = '"
                + person + "-1'";
        long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!house.column(outbox).equals(List.of("delivered")) && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        recovery.stop();
        assertThat(house.column(outbox)).containsExactly("delivered");
        assertThat(house.postBox.delivered).hasSize(deliveries).allMatch(text -> text.endsWith("you said: hello"));
        assertThat(house.column("select state || ' ' || attempts from inbox where platform_id = '" + person + "-1'"))
                .containsExactly("answered " + attempts);
        assertThat(house.column("select last_seq from conversations where place = '" + person + "'"))
                .containsExactly("2");
    }

    private int dieAt(String point, String person) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dclara.fault=" + point,
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledHouse.class.getName(),
                        house.home.dir().toString(),
                        person,
                        "hello")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}

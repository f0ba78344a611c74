package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.qdrant.FakeQdrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Clara whose memory searches a Qdrant. No real one is run here: it is a fake, on the service stubs of the real client. */
@DisplayName("Clara with a fake Qdrant")
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class QdrantTest {
    private static final String SISTER = "My sister Ada moved to Utrecht.";
    private static final String SECRET = "sesame-4711";
    private static final List<String> POINTS =
            List.of("memory.written", "memory.written#2", "memory.shown", "memory.committed");
    private static final int LINES_MAX = 300;
    private static final int LOOKS = 600;

    @Test
    void tellAskForgetAndComeBackWithNoIndexInTheHome() {
        try (var fake = FakeQdrant.start().asking(SECRET);
                Clara clara = Clara.fresh()) {
            clara.with("QDRANT_URL", fake.url()).with("QDRANT_API_KEY", SECRET).with("QDRANT_COLLECTION", "mia");
            clara.pipe(List.of(SISTER, "I am allergic to peanuts."), "chat").ended(0);
            assertThat(asked(clara, "mia", "Where does my sibling live?")).contains("Utrecht");
            assertThat(asked(clara, "kim", "Where does Mia's sister live?")).doesNotContain("Utrecht");
            String doctor = clara.run("doctor").out();
            assertThat(doctor)
                    .contains("Qdrant " + FakeQdrant.VERSION + ", collection mia", "Qdrant open; not yet indexed: ")
                    .doesNotContain(SECRET);
            assertThat(clara.run("memory", "why").out()).contains("peanuts", "Utrecht");

            String id = id(clara, SISTER);
            clara.run("memory", "forget", id).ended(0);
            assertThat(asked(clara, "mia", "Where does my sibling live?")).doesNotContain("Utrecht");
            assertThat(asked(clara, "mia", "What am I allergic to?")).contains("peanuts");
            assertThat(fake.payloads("mia").keySet())
                    .as("of what is forgotten no point is left")
                    .noneMatch(point -> point.endsWith(id))
                    .isNotEmpty();
            assertThat(fake.payloads("mia").toString()).doesNotContain("Utrecht", "peanut");

            // All of it is derived: taken away, it is written anew.
            fake.drop("mia-1");
            assertThat(asked(clara, "mia", "What am I allergic to?")).contains("peanuts");
            assertThat(fake.aliases()).isEqualTo(Map.of("mia", "mia-1"));
            assertThat(clara.home().resolve("index")).doesNotExist();
            assertThat(logs(clara)).isNotEmpty().doesNotContain(SECRET);
        }
    }

    @Test
    void whatIsWrongWithItIsSaidInOneSentence() {
        try (var fake = FakeQdrant.start();
                Clara clara = Clara.fresh()) {
            clara.with("QDRANT_URL", fake.url()).with("ROOK_DATABASE_URL", "postgres://x@127.0.0.1:1/x");
            clara.run("chat").refused(1, "ROOK_DATABASE_URL and QDRANT_URL are both set", "remove one of them");
            clara.without("ROOK_DATABASE_URL").with("QDRANT_URL", "http://127.0.0.1:6333");
            clara.run("chat").refused(1, "QDRANT_URL names port 6333");
            clara.with("QDRANT_URL", "http://user:" + SECRET + "@host");
            assertThat(clara.run("chat").ended(1).err())
                    .contains("QDRANT_URL is no address of a Qdrant")
                    .doesNotContain(SECRET);
            clara.with("QDRANT_URL", fake.url());
            fake.asking(SECRET);
            clara.pipe(List.of(SISTER), "chat").ended(0);
            assertThat(asked(clara, "mia", "Where does my sister live?"))
                    .as("what was said last answers without it")
                    .contains("Utrecht");
            assertThat(clara.run("doctor").out()).contains("refuses the key; set QDRANT_API_KEY");
        }
    }

    @Test
    void healthAndDoctorNameItWhileItIsAwayAndWhenItIsBack() {
        try (var fake = FakeQdrant.start();
                Clara clara = Clara.fresh().with("QDRANT_URL", fake.url());
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            door.answer(key, Served.asks("mia", SISTER));
            assertThat(door.get("/health", "").body()).contains("Qdrant " + FakeQdrant.VERSION);
            fake.stop();
            assertThat(door.get("/health", "").body()).contains("cannot be reached");
            assertThat(clara.run("doctor").out()).contains("Qdrant at 127.0.0.1:" + fake.port() + " cannot be reached");
            assertThat(door.answer(key, Served.asks("mia", "Where does my sister live?")))
                    .contains("Utrecht");
            fake.again();
            String body = door.get("/health", "").body();
            for (int i = 0; i < LOOKS && !body.contains("Qdrant " + FakeQdrant.VERSION); i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                body = door.get("/health", "").body();
            }
            assertThat(body).contains("Qdrant " + FakeQdrant.VERSION);
        }
    }

    @Test
    void fullItAnswersAndWhatWasSaidMeanwhileFollows() {
        try (var fake = FakeQdrant.start();
                Clara clara = Clara.fresh().with("QDRANT_URL", fake.url()).with("QDRANT_COLLECTION", "mia");
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            door.answer(key, Served.asks("mia", SISTER));
            assertThat(becomes(() -> points(fake) == 1)).isTrue();
            fake.full(true);
            door.answer(key, Served.asks("mia", "My kettle is called Hector."));
            assertThat(becomes(() -> clara.run("doctor").out().contains("No space left on device")))
                    .as("doctor says why nothing is taken in")
                    .isTrue();
            assertThat(door.answer(key, Served.asks("mia", "Where does my sister live?")))
                    .contains("Utrecht");
            assertThat(points(fake)).isEqualTo(1);
            fake.full(false);
            assertThat(becomes(() -> points(fake) == 3))
                    .as("what was told and what was asked")
                    .isTrue();
            assertThat(door.answer(key, Served.asks("mia", "What is my kettle called?")))
                    .contains("Hector");
        }
    }

    /** How many messages it holds. */
    private static long points(FakeQdrant fake) {
        return fake.payloads("mia").values().stream()
                .filter(payload -> payload.containsKey("audience"))
                .count();
    }

    private static boolean becomes(BooleanSupplier so) {
        for (int i = 0; i < LOOKS && !so.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return so.getAsBoolean();
    }

    /** Killed between points and cursors and wherever else, it holds what an undisturbed run holds. */
    @Test
    void killedAnywhereItHoldsTheSame() {
        try (var fake = FakeQdrant.start();
                Clara clara = Clara.fresh().with("QDRANT_URL", fake.url())) {
            clara.pipe(List.of(SISTER), "chat").ended(0);
            for (String point : POINTS) {
                try (Running dying = clara.start(List.of("-Dclara.fault=" + point), "chat")) {
                    for (int i = 0; i < LINES_MAX && dying.alive(); i++) {
                        dying.typeLine("My box " + i + " of " + point.replace('.', ' ') + " is full.");
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                    }
                    assertThat(dying.await().exit()).as(point).isEqualTo(137);
                }
            }
            try (Running chat = clara.start("chat")) {
                ModelServer.await("all that was told has its vector", () -> holdsAll(clara, fake));
                chat.endInput();
                chat.await().ended(0);
            }
            Outcome done = clara.run("memory", "reindex").ended(0);
            assertThat(done.out())
                    .as("what the kills left beside what is made anew")
                    .containsPattern("messages +(\\d+) +\\1\\n")
                    .containsPattern("checksum +([0-9a-f]{12}) +\\1\\n");
        }
    }

    private static boolean holdsAll(Clara clara, FakeQdrant fake) {
        try {
            long told = clara.store().number("select count(*) from messages where author_id is not null");
            long held = fake.payloads("clara").values().stream()
                    .filter(payload -> !payload.getOrDefault("embedded", "").isEmpty())
                    .count();
            return told > 0 && held >= told;
        } catch (IllegalStateException e) {
            // Not up yet.
            return false;
        }
    }

    private static String logs(Clara clara) {
        try (Stream<Path> files = Files.walk(clara.home().resolve("logs"))) {
            var all = new ArrayList<String>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readString(file));
            }
            return String.join("\n", all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asked(Clara clara, String person, String question) {
        return clara.pipe(List.of(question), "chat", "--as", person).ended(0).out();
    }

    private static String id(Clara clara, String text) {
        String line = clara.run("memory", "list").ended(0).answers().stream()
                .filter(one -> one.contains(text))
                .findFirst()
                .orElseThrow();
        return line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']'));
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the launcher says before Java runs, on machines that lack something. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherTest {
    private static final String[] EVERY_SYSTEM = {
        "Debian", "apt install", "Fedora", "dnf install", "macOS", "brew install"
    };

    @Test
    void withoutJavaItIsOneSentenceWithTheCommands() throws IOException {
        Machine.must(Clara.ROOT, "only root can hide the installed Java");
        try (Checkout checkout = Checkout.make()) {
            Files.createDirectories(checkout.dir().resolve("app/target/lib"));
            String hidden = "mount -t tmpfs tmpfs /usr/lib/jvm && exec \"$@\"";
            Outcome outcome =
                    checkout.runs(List.of("unshare", "-m", "sh", "-c", hidden, "sh", checkout.launcher(), "--version"));
            boolean mounted =
                    !outcome.err().contains("not permitted") && !outcome.err().contains("permission denied");
            Machine.must(mounted, "mounting is not allowed here");
            assertThat(sentence(outcome)).contains("JDK 25").contains(EVERY_SYSTEM);
        }
    }

    @Test
    void withoutMavenItIsOneSentenceWithTheCommands() throws IOException {
        try (Checkout checkout = Checkout.make()) {
            Files.writeString(checkout.dir().resolve("pom.xml"), "<project/>");
            for (String command : List.of("chat", "test")) {
                Outcome outcome = checkout.runs(List.of(checkout.launcher(), command));
                assertThat(sentence(outcome)).contains("Maven").contains(EVERY_SYSTEM);
            }
            // Whoever installs it then need not wait for a builder that is gone.
            assertThat(checkout.dir().resolve("target/launcher/lock")).doesNotExist();
        }
    }

    @Test
    void checkoutWithoutBuildAndSourcesIsSaid() throws IOException {
        try (Checkout checkout = Checkout.make()) {
            assertThat(sentence(checkout.runs(List.of(checkout.launcher(), "chat"))))
                    .contains("no build");
        }
    }

    @Test
    void skippedTestIsNamedAndFailsWhereNothingMayBeSkipped() throws IOException {
        try (Checkout checkout = Checkout.make()) {
            checkout.tool("mvn", """
                    #!/bin/sh
                    mkdir -p room/target/surefire-reports
                    cat >room/target/surefire-reports/TEST-room.DoorTest.xml <<'END'
                    <testsuite name="room.DoorTest" tests="2" errors="0" skipped="1" failures="0">
                      <testcase name="opens" classname="room.DoorTest" time="0.01"/>
                      <testcase name="closes" classname="room.DoorTest" time="0.0">
                        <skipped message="Assumption failed: no hinge here" type="x"/>
                      </testcase>
                    </testsuite>
                    END
                    """);
            checkout.with("JAVA_HOME", System.getProperty("java.home"));

            Outcome atHome = checkout.runs(List.of(checkout.launcher(), "test"));
            assertThat(atHome.exit()).as(atHome.err()).isZero();
            assertThat(atHome.err()).contains("room.DoorTest.closes: Assumption failed: no hinge here");
            assertThat(atHome.err()).doesNotContain("DoorTest.opens");

            checkout.with("CI", "true");
            Outcome inCi = checkout.runs(List.of(checkout.launcher(), "test"));
            assertThat(inCi.exit()).as(inCi.err()).isEqualTo(1);
            assertThat(inCi.err()).contains("room.DoorTest.closes: Assumption failed: no hinge here");

            checkout.tool("mvn", "#!/bin/sh\nrm -rf room\n");
            assertThat(checkout.runs(List.of(checkout.launcher(), "test")).exit())
                    .as("nothing skipped")
                    .isZero();
            checkout.tool("mvn", "#!/bin/sh\nexit 7\n");
            assertThat(checkout.runs(List.of(checkout.launcher(), "test")).exit())
                    .as("Maven's own failure")
                    .isEqualTo(7);
        }
    }

    private static String sentence(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.notes()).as("what was said").hasSize(1);
        return outcome.notes().getFirst();
    }
}

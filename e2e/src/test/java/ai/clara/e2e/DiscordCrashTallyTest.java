package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.e2e.DiscordCrashJudge.Verdict;
import ai.clara.e2e.DiscordCrashTally.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a crash run on its way into the README. */
class DiscordCrashTallyTest {
    @TempDir
    private Path dir;

    @Test
    void theTableStandsBetweenItsMarks() throws IOException {
        DiscordCrashTally tally = new DiscordCrashTally();
        tally.died("turn.opened", false);
        tally.died("turn.opened", true);
        tally.died("SIGKILL", false);
        Verdict verdict = new Verdict(9, 3, List.of());
        Path file = dir.resolve("runs/crash.tsv");
        Map<String, Row> rows = tally.rows(List.of(), verdict);
        DiscordCrashTally.write(file, "6 deaths", DiscordCrashTally.both(rows, rows));
        Path readme =
                Files.writeString(dir.resolve("README.md"), "Before\n<!-- crash -->\nold\n<!-- /crash -->\nAfter\n");

        DiscordCrashTally.show(file, readme, "./run");
        String once = Files.readString(readme);
        DiscordCrashTally.show(file, readme, "./run");

        assertThat(readme).hasContent(once);
        assertThat(once)
                .startsWith("Before\n<!-- crash -->\n| Ended at | Times |")
                .contains("|---|", "| turn.opened | 4 | 2 | 2 | 0 | 0 |", "| All | 6 | 4 | 2 | 0 | 0 |\n\n")
                .contains("6 deaths", "`./run`")
                .doesNotContain("old")
                .endsWith("<!-- /crash -->\nAfter\n");
    }

    @Test
    void aReadmeWithoutMarksIsLeft() throws IOException {
        Path file = Files.writeString(dir.resolve("crash.tsv"), "# nothing\nEnded at\n");
        Path readme = Files.writeString(dir.resolve("README.md"), "Before\n");
        assertThatThrownBy(() -> DiscordCrashTally.show(file, readme, "./run")).hasMessageContaining("<!-- crash -->");
        assertThat(readme).hasContent("Before\n");
    }
}

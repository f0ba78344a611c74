package ai.clara.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.clara.settings.SettingValues;
import ai.clara.settings.Source;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.setup.SetupStep;
import ai.clara.spi.setup.SetupTalk;
import ai.clara.testkit.TempHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps of all rooms as a script answers them. */
final class SetupCommandTest {
    private static final Setting FIRST =
            Setting.text("FIRST_KEY", "", "The first.").asSecret();
    private static final Setting SECOND = Setting.text("SECOND_NAME", "", "The second.");

    private final TempHome home = TempHome.create();
    private final Path env = home.dir().resolve(".env");

    @AfterEach
    void close() {
        home.close();
    }

    /** Saves what it hears, and nothing when it hears nothing. */
    private record Asking(int order, Setting setting) implements SetupStep {
        @Override
        public void ask(SetupTalk talk) {
            talk.tell("Question " + order + ".");
            (setting.secret() ? talk.secret("key: ") : talk.line("name: "))
                    .filter(line -> !line.isBlank())
                    .ifPresent(line -> talk.save(setting, line));
        }
    }

    /** Cannot go on. */
    private record Failing(int order) implements SetupStep {
        @Override
        public void ask(SetupTalk talk) {
            throw CommandException.failed("The third step cannot go on.");
        }
    }

    private int run(Script script, Source... sources) {
        List<SetupStep> steps = List.of(new Asking(20, SECOND), new Asking(10, FIRST));
        return command(steps, sources).run(List.of(), script);
    }

    private SetupCommand command(List<SetupStep> steps, Source... sources) {
        return new SetupCommand(() -> steps, new SettingValues(List.of(sources)), home.home());
    }

    private String saved() {
        try {
            return Files.readString(env);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyStepAsksInItsOrder() {
        var script = new Script("key-1", "name-2");
        assertThat(run(script)).isZero();
        assertThat(saved()).isEqualTo("FIRST_KEY=key-1\nSECOND_NAME=name-2\n");
        assertThat(script.notes.toString())
                .isEqualTo("Question 10.\nQuestion 20.\nSaved in " + env + ". Start her with ./clara serve.\n");
        assertThat(script.out.toString()).isEmpty();
    }

    @Test
    void shortInputKeepsWhatWasSavedByThen() {
        assertThat(run(new Script("key-1"))).isZero();
        assertThat(saved()).isEqualTo("FIRST_KEY=key-1\n");
        assertThat(run(new Script("", "name-2"))).isZero();
        assertThat(saved()).isEqualTo("FIRST_KEY=key-1\nSECOND_NAME=name-2\n");
    }

    @Test
    void scriptThatSetsUpNothingFails() {
        for (Script script : List.of(new Script(), new Script(""), new Script("", ""))) {
            var failure = catchThrowableOfType(CommandException.class, () -> run(script));
            assertThat(failure).hasMessageContaining("nothing was saved");
            assertThat(failure.exitCode()).isEqualTo(1);
        }
        assertThat(env).doesNotExist();
    }

    @Test
    void stepThatCannotGoOnEndsItAndWhatWasSavedStays() {
        var command = command(List.of(new Asking(10, FIRST), new Failing(15), new Asking(20, SECOND)));
        var script = new Script("key-1", "name-2");
        assertThat(catchThrowableOfType(CommandException.class, () -> command.run(List.of(), script)))
                .hasMessage("The third step cannot go on.");
        assertThat(saved()).isEqualTo("FIRST_KEY=key-1\n");
        assertThat(script.notes.toString()).doesNotContain("Question 20", "Start her");
    }

    @Test
    void valueOfTheEnvironmentThatWouldWinIsNamed() {
        var script = new Script("key-1");
        assertThat(run(script, new Source("environment", false, Map.of("FIRST_KEY", "other-key"))))
                .isZero();
        assertThat(script.notes.toString())
                .contains("The environment sets another FIRST_KEY, which goes before " + env)
                .doesNotContain("other-key");
    }

    @Test
    void valueThatDoesNotWinIsNotWorthAWord() {
        Source same = new Source("environment", false, Map.of("FIRST_KEY", "key-1"));
        Source before = new Source(env.toString(), true, Map.of("FIRST_KEY", "old"));
        Source checkout = new Source("/somewhere/.env", true, Map.of("FIRST_KEY", "old"));
        for (Source source : List.of(same, before, checkout)) {
            var script = new Script("key-1");
            assertThat(run(script, source)).isZero();
            assertThat(script.notes.toString()).doesNotContain("another");
        }
    }

    @Test
    void wordsAfterItAreWrong() {
        var failure = catchThrowableOfType(
                CommandException.class, () -> command(List.of()).check(List.of("discord")));
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("no arguments");
    }
}

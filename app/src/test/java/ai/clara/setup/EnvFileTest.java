package ai.clara.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.clara.settings.Environment;
import ai.clara.settings.SettingValues;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.testkit.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One name of a file is changed, for one person's eyes. */
final class EnvFileTest {
    private final TempHome home = TempHome.create();
    private final Path path = home.dir().resolve(".env");
    private final EnvFile file = new EnvFile(path);

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void newFileIsForThisUserOnly() throws IOException {
        file.set("SOME_KEY", "abc-1.2_3");
        assertThat(path).hasContent("SOME_KEY=abc-1.2_3\n");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(home.dir().toFile().list()).containsExactly(".env");
    }

    @Test
    void fileThatOthersCouldReadIsClosed() throws IOException {
        Files.writeString(path, "OTHER=1\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        file.set("SOME_KEY", "abc");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void otherLinesStayAsTheyAre() throws IOException {
        Files.writeString(
                path, "# mine\r\nexport SOME_KEY='old'\nOTHER = offline # x\nSOME_KEY=older\n\nSOME_KEY_2=UTC");
        file.set("SOME_KEY", "new");
        assertThat(Files.readString(path)).isEqualTo("# mine\r\nSOME_KEY=new\nOTHER = offline # x\n\nSOME_KEY_2=UTC");
        file.set("LAST", "1");
        assertThat(Files.readString(path))
                .isEqualTo("# mine\r\nSOME_KEY=new\nOTHER = offline # x\n\nSOME_KEY_2=UTC\nLAST=1\n");
    }

    @Test
    void linkStaysALink() throws IOException {
        Path real = home.dir().resolve("real");
        Files.writeString(real, "OTHER=1\n");
        Files.createSymbolicLink(path, real);
        file.set("SOME_KEY", "abc");
        assertThat(path).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo("OTHER=1\nSOME_KEY=abc\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two words", "#first", "a #b", "it's", "say \"so\"", "'whole'", "a=b", "C:\\dir", "$HOME", ""})
    void whatIsSavedIsReadAgain(String value) throws IOException {
        file.set("SOME_KEY", value);
        var read = SettingValues.of(new Environment(Map.of()), home.dir(), Optional.empty());
        assertThat(read.text(Setting.text("SOME_KEY", "", "Some."))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"both ' and \"", "two\nlines"})
    void whatTheFileCannotHoldIsNotSaved(String value) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> file.set("SOME_KEY", value))
                .withMessageNotContaining(value)
                .withMessageContaining("cannot be kept");
        assertThat(home.dir()).isEmptyDirectory();
    }
}

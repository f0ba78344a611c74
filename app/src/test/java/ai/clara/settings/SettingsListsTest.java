package ai.clara.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The lists of settings that people read are those the rooms declare. */
class SettingsListsTest {
    private static final String AGAIN =
            "run again: ./clara test -pl app -am -Dtest=SettingsListsTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dclara.write=true";

    private final SettingsLists lists = new SettingsLists(AllRooms.catalogue());

    @Test
    void envExampleListsEverySetting() throws IOException {
        same(root().resolve(".env.example"), lists.envExample());
    }

    @Test
    void readmeListsWhatWorksNow() throws IOException {
        Path readme = root().resolve("README.md");
        same(readme, lists.readme(Files.readString(readme)));
    }

    @Test
    void envExampleIsReadWithoutSettingAnything() {
        assertThat(DotEnv.parse(".env.example", lists.envExample().lines().toList()))
                .isEmpty();
    }

    private static void same(Path file, String wanted) throws IOException {
        if (Boolean.getBoolean("clara.write")) {
            Files.writeString(file, wanted, UTF_8);
        }
        assertThat(file).as(AGAIN).exists().hasContent(wanted);
    }

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("spi")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return at;
            }
        }
        throw new AssertionError("no checkout above the working directory");
    }
}

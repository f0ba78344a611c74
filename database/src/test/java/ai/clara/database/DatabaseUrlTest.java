package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:p%40ss%2Fw%3A%25+@db.example:5433/clara?sslmode=require",
                "postgresql://ada:p%40ss%2Fw%3A%25+@db.example:5433/clara?sslmode=require",
                "jdbc:postgresql://db.example:5433/clara?user=ada&password=p%40ss%2Fw%3A%25+&sslmode=require"
            })
    void allSpellingsMeanTheSame(String url) {
        assertThat(DatabaseUrl.parse("DATABASE_URL", url))
                .isEqualTo(new Login("db.example:5433/clara", "ada", "p@ss/w:%+", Map.of("sslmode", "require")));
    }

    @Test
    void whatIsMissingFollowsLibpq() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgres://ada@[::1]"))
                .isEqualTo(new Login("[::1]/ada", "ada", "", Map.of()));
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgres://ada@h/d?connect_timeout=3&channel_binding=require")
                        .parameters())
                .isEqualTo(Map.of("connectTimeout", "3", "channelBinding", "require"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hush@h/d",
                "postgres://",
                "postgres://h/d",
                "postgres://u:hush%zz@h/d",
                "postgres://u:hush%4@h/d",
                "postgres://u:hu/sh@h/d",
                "postgres://u:hush@h/d?nonsense",
                "postgres://u:hush@h:many/d",
                "hush"
            })
    void whatCannotBeReadIsOneSentenceWithoutThePassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", url))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("DATABASE_URL cannot be read")
                .hasMessageNotContaining("hush");
    }

    @Test
    void likeAnyWrongSettingItIsSaidBeforeAnythingIsDone(@TempDir Path home) {
        try (ApplicationContext context = TestHome.open(home, "postgres://u:hush@h:many/d")) {
            assertThatThrownBy(() -> context.getBean(MigrateCommand.class))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            CommandException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(2))
                    .hasMessage("DATABASE_URL cannot be read; write postgres://user:password@host:5432/name and"
                            + " percent-encode special characters of the password.");
        }
    }

    @Test
    void aLoginDoesNotShowItsPassword() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgres://u:hush@h/d")).hasToString("h/d");
    }
}

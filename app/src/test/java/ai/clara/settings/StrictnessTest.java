package ai.clara.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule with its twin: what stops the start, and the neighbour that must not. */
class StrictnessTest {
    private static final SettingGroup GROUP = new SettingGroup() {
        @Override
        public String title() {
            return "Test";
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.number("CLARA_HTTP_PORT", 8080, 0, 65_535, "port"),
                    Setting.text("DATABASE_URL", "", "database").asSecret(),
                    Setting.text("GITHUB_TOKEN", "", "token"),
                    Setting.flag("FORCE_BACKUP", false, "flag"),
                    Setting.choice("MODEL_TIER", "", "tier", "high", "low"),
                    Setting.zone("DEFAULT_TIMEZONE", "UTC", "zone"),
                    Setting.text("ROOK_MODEL", "", "model").alias("MEM0_MODEL"));
        }
    };

    @Test
    void unknownNameUnderOurPrefixStopsWithTheNearestName() {
        stops(env("CLARA_HTP_PORT", "1"), "CLARA_HTTP_PORT");
        passes(env("CLARA_HTTP_PORT", "1"));
    }

    @Test
    void misspeltNameInTheFileStops() {
        stops(file("DATABSE_URL", "x"), "DATABASE_URL");
        stops(file("SOMETHING_ELSE", "x"), "SOMETHING_ELSE");
        passes(file("DATABASE_URL", "x"));
    }

    @Test
    void nearMissInTheEnvironmentStopsAtOneEditOnly() {
        stops(env("GITHUB_TOKENS", "x"), "GITHUB_TOKEN");
        passes(env("GITHUB_TAKING", "x"));
    }

    @Test
    void otherProgramsVariablesNeverStop() {
        passes(env("GITHUB_ACTIONS", "true"));
        passes(env("OPENAI_ORG_ID", "o"));
        passes(file("OPENAI_ORG_ID", "o"));
        passes(file("POSTGRES_PASSWORD", "o"));
        passes(env("SOMETHING_ELSE", "x"));
    }

    @Test
    void olderNamesAreKnown() {
        passes(file("MEM0_MODEL", "x"));
        stops(file("MEM1_MODEL", "x"), "MEM0_MODEL");
    }

    @Test
    void wrongValuesStop() {
        stops(env("CLARA_HTTP_PORT", "65536"), "0 to 65535");
        passes(env("CLARA_HTTP_PORT", "65535"));
        stops(env("FORCE_BACKUP", "yes"), "true or false");
        passes(env("FORCE_BACKUP", "true"));
        stops(env("MODEL_TIER", "medium"), "high, low");
        passes(env("MODEL_TIER", "low"));
        stops(env("DEFAULT_TIMEZONE", "Mars/Olympus"), "time zone");
        passes(env("DEFAULT_TIMEZONE", "Europe/Berlin"));
        passes(env("CLARA_HTTP_PORT", " "));
    }

    private static void stops(Source source, String part) {
        assertThatThrownBy(() -> check(source))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.exitCode())
                                .isEqualTo(2))
                .hasMessageContaining(part)
                .message()
                .doesNotContain("\n");
    }

    private static void passes(Source source) {
        assertThatCode(() -> check(source)).doesNotThrowAnyException();
    }

    private static void check(Source source) {
        new Strictness(new Catalogue(List.of(GROUP))).check(new SettingValues(List.of(source)));
    }

    private static Source env(String name, String value) {
        return new Source("environment", false, Map.of(name, value));
    }

    private static Source file(String name, String value) {
        return new Source(".env", true, Map.of(name, value));
    }
}

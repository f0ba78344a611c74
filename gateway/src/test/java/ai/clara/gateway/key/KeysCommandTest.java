package ai.clara.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.people.Accounts;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.SequenceIds;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in a real database, by the operator's command. */
class KeysCommandTest {
    private static final AccountKey ADA = new AccountKey("terminal", "ada");
    private static final UUID PERSON = UUID.fromString("00000000-0000-7000-8000-00000000ada0");

    private static final TempHome ground = TempHome.create();
    private static final ManualClock clock = ManualClock.at("2026-11-21T09:00:00Z");
    private static final ApplicationContext context = ApplicationContext.builder()
            .properties(Map.of("test.database", "true", "micronaut.server.port", -1))
            .build();

    @BeforeAll
    static void open() {
        bind(Home.class, ground.home());
        bind(Clock.class, clock);
        bind(Ids.class, new SequenceIds());
        bind(Settings.class, MapSettings.none());
        bind(Accounts.class, account -> account.equals(ADA) ? Optional.of(new PersonId(PERSON)) : Optional.empty());
        context.start();
        sql("insert into people (id, owner_key, audience_key, provenance, sensitivity, created_at) values ('" + PERSON
                + "', 'o', 'a', 'p', 'personal', '2026-11-21')");
        sql(
                "insert into accounts (platform, name, person_id, shown_name, owner_key, audience_key, provenance, sensitivity,"
                        + " created_at) values ('terminal', 'ada', '" + PERSON
                        + "', 'Ada L.', 'o', 'a', 'p', 'personal', '2026-11-21')");
    }

    @AfterAll
    static void close() {
        context.close();
        ground.close();
    }

    private static <T> void bind(Class<T> type, T bean) {
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build());
    }

    private static void sql(String statement) {
        int rows = context.getBean(Db.class).system("test", connection -> {
            try (var change = connection.createStatement()) {
                return change.executeUpdate(statement);
            }
        });
        assertThat(rows).isEqualTo(1);
    }

    private static Paper run(String... words) {
        var paper = new Paper();
        assertThat(context.getBean(KeysCommand.class).run(List.of(words), paper))
                .isZero();
        return paper;
    }

    private static Keys keys() {
        return context.getBean(Keys.class);
    }

    @Test
    void keyStandsAloneOnTheOutputAndOpensTheDoor() {
        Paper made = run("create", "laptop");

        assertThat(made.out.toString()).matches("clara-[A-Za-z0-9_-]{43}\n");
        assertThat(keys().recognise(made.out.toString().strip())).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("laptop");
            assertThat(key.person()).isEmpty();
        });
        assertThat(made.notes)
                .noneMatch(note -> note.contains(made.out.toString().strip()));
    }

    @Test
    void keyOfAPersonKnowsTheirNameAndGoesWithThem() {
        String key = run("create", "of-ada", "--person", "ada").out.toString().strip();

        assertThat(keys().recognise(key).flatMap(ClientKey::person)).contains(new ClientKey.Owner(ADA, "Ada L."));
        assertThat(run("list").out.toString()).contains("of-ada  for terminal:ada  created 2026-11-21");
    }

    @Test
    void listTellsTheLifeOfAKeyAndNeverTheKey() {
        String key = run("create", "short").out.toString().strip();
        assertThat(run("list").out.toString())
                .contains("short  for whom requests name  created 2026-11-21  last used never\n");

        assertThat(keys().recognise(key)).isPresent();
        assertThat(run("list").out.toString()).contains("short", "last used 2026-11-21\n");

        run("revoke", "short");
        assertThat(keys().recognise(key)).isEmpty();
        assertThat(run("list").out.toString())
                .contains("last used 2026-11-21  revoked 2026-11-21\n")
                .doesNotContain(key, "clara-");
        refused("still good", "revoke", "short");
        refused("made before", "create", "short");
    }

    @Test
    void otherProcessesRevocationIsSeenWithinSeconds() {
        String key = run("create", "elsewhere").out.toString().strip();
        assertThat(keys().recognise(key)).isPresent();
        assertThat(context.getBean(KeyStore.class).revoke("elsewhere", clock.instant()))
                .isTrue();

        long since = System.nanoTime();
        while (keys().recognise(key).isPresent()) {
            assertThat(System.nanoTime() - since)
                    .isLessThan(Duration.ofSeconds(20).toNanos());
        }
    }

    @Test
    void onlyHashesAreStored() {
        String key = run("create", "hashed").out.toString().strip();

        String row = context.getBean(Db.class).system("test", connection -> {
            try (var select = connection.createStatement();
                    var rows = select.executeQuery("select gateway_keys::text, hash = sha256('" + key
                            + "') as same from gateway_keys" + " where name = 'hashed'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBoolean("same")).isTrue();
                return rows.getString(1);
            }
        });
        assertThat(row).doesNotContain(key, key.substring("clara-".length()));
    }

    @Test
    void strangerGetsNoKey() {
        refused("has not met terminal:bob yet", "create", "of-bob", "--person", "bob");
        refused("has not met discord:42 yet", "create", "of-bob", "--person", "discord:42");
        refused("no key named", "revoke", "nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "make",
                "list all",
                "create",
                "create a b",
                "create a --person",
                "create a --for ada",
                "create a --person ada x",
                "create -a",
                "create a/b",
                "revoke",
                "revoke a b",
            })
    void wrongWordsAreAskedForNothing(String words) {
        List<String> args = words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
        assertThatThrownBy(() -> context.getBean(KeysCommand.class).check(args))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    private static void refused(String sentence, String... words) {
        assertThatThrownBy(() -> run(words))
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1));
    }
}

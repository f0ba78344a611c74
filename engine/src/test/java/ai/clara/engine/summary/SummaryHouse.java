package ai.clara.engine.summary;

import ai.clara.engine.session.Sessions;
import ai.clara.spi.channel.Channel;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.Models;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.SequenceIds;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The engine on a home of its own, where time and every summary are driven by hand. */
final class SummaryHouse implements AutoCloseable {
    private final TempHome ground = TempHome.create();
    final ManualClock clock = ManualClock.at("2026-11-21T09:00:00Z");
    final Scribe scribe = new Scribe();
    private final ApplicationContext context = ApplicationContext.builder().build();

    SummaryHouse() {
        this(Map.of());
    }

    SummaryHouse(Map<String, String> settings) {
        this(settings, context -> List.of());
    }

    SummaryHouse(
            Map<String, String> settings, Function<ApplicationContext, List<RuntimeBeanDefinition<?>>> replacements) {
        bind(Home.class, ground.home());
        bind(Clock.class, clock);
        bind(Ids.class, new SequenceIds());
        bind(Settings.class, MapSettings.of(settings));
        bind(Models.class, scribe);
        bind(Channel.class, new Letterbox());
        replacements.apply(context).forEach(context::registerBeanDefinition);
        context.start();
    }

    /** Takes every reply. */
    private static final class Letterbox implements Channel {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean deliver(ConversationKey conversation, String platformId, String text) {
            return true;
        }
    }

    ApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    static ConversationKey direct(String person) {
        return new ConversationKey("test", ConversationKey.Kind.DIRECT, person);
    }

    static ConversationKey room(String name) {
        return new ConversationKey("test", ConversationKey.Kind.ROOM, name);
    }

    /** Says it and waits for the answer; a minute goes by. */
    void say(ConversationKey place, String person, String text) {
        ReplyEvent end = closing(place, person, text);
        if (!(end instanceof ReplyEvent.Done)) {
            throw new AssertionError("no answer to " + text + ": " + end);
        }
    }

    /** How it ends when it is said; a minute goes by. */
    ReplyEvent closing(ConversationKey place, String person, String text) {
        var done = new CompletableFuture<ReplyEvent>();
        bean(Inbox.class).accept(message(place, person, text), event -> {
            if (event instanceof ReplyEvent.Done || event instanceof ReplyEvent.Failed) {
                done.complete(event);
            }
        });
        try {
            return done.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer to " + text, e);
        } finally {
            clock.advance(Duration.ofMinutes(1));
        }
    }

    /** The same words in the same place have the same id. */
    InboundMessage message(ConversationKey place, String person, String text) {
        return new InboundMessage(
                place,
                new AccountKey("test", person),
                person,
                UUID.nameUUIDFromBytes((place + text).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                List.of(new Part.Text(text)),
                clock.instant());
    }

    void edit(ConversationKey place, String person, String text, String into) {
        InboundMessage old = message(place, person, text);
        bean(Inbox.class)
                .edited(new InboundMessage(
                        place, old.author(), person, old.platformId(), List.of(new Part.Text(into)), clock.instant()));
    }

    void delete(ConversationKey place, String person, String text) {
        bean(Inbox.class).deleted("test", List.of(message(place, person, text).platformId()));
    }

    /** Silence until every session is over. */
    void silence() {
        clock.advance(Duration.ofMinutes(31));
        bean(Sessions.class).sweep();
    }

    /** Does what is due; gives how many pieces of work that were. */
    int work() {
        int made = 0;
        for (Optional<Job> job = summaries().claim();
                job.isPresent();
                job = summaries().claim()) {
            summaries().make(job.get());
            made++;
        }
        return made;
    }

    Summaries summaries() {
        return bean(Summaries.class);
    }

    Optional<SectionContent.Summary> notes(String asked, PromptSlot slot) {
        ChatRequest request = scribe.talk(asked);
        return request.section(slot).map(SectionContent.Summary.class::cast);
    }

    /** The summary shown to the talk that ends with these words. */
    String previous(String asked) {
        return notes(asked, PromptSlot.PREVIOUS_SUMMARY)
                .map(SectionContent.Summary::text)
                .orElse("");
    }

    /** The first column of all rows, past row-level security. */
    List<String> column(String sql) {
        try (Connection owner = owner();
                var rows = owner.createStatement().executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String sql) {
        try (Connection owner = owner()) {
            owner.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tables in whose rows the word stands. */
    List<String> tablesWith(String word) {
        return column("select tablename from pg_tables where schemaname = 'public'").stream()
                .filter(table -> !column("select 1 from \"" + table + "\" r where r::text like '%" + word + "%'")
                        .isEmpty())
                .toList();
    }

    private Connection owner() throws SQLException {
        try {
            Path folder = ground.home().resolve("postgres");
            String port = Files.readString(folder.resolve("address")).split(" ")[0];
            String password = Files.readString(folder.resolve("password")).strip();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/clara", "clara", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        ground.close();
    }

    private <T> void bind(Class<T> type, T bean) {
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build());
    }
}

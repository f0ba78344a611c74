package ai.clara.engine.inbox;

import ai.clara.spi.channel.Channel;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.model.Models;
import ai.clara.spi.prompt.PromptSection;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.SequenceIds;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All beans of the engine and of the database room, on a home of its own. */
final class EngineHouse implements AutoCloseable {
    static final int LANE_LIMIT = 3;

    /** Collects the events of one reply. */
    static final class Events implements ReplySink {
        private final BlockingQueue<ReplyEvent> queue = new LinkedBlockingQueue<>();
        final List<ReplyEvent> seen = new CopyOnWriteArrayList<>();

        @Override
        public void accept(ReplyEvent event) {
            seen.add(event);
            queue.add(event);
        }

        /** Waits for the closing event. */
        ReplyEvent closing() throws InterruptedException {
            while (true) {
                ReplyEvent event = queue.poll(30, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no closing event after " + seen);
                }
                if (!(event instanceof ReplyEvent.Working) && !(event instanceof ReplyEvent.Text)) {
                    return event;
                }
            }
        }
    }

    /** The channel of these tests. */
    static final class PostBox implements Channel {
        final List<String> delivered = new CopyOnWriteArrayList<>();
        volatile boolean reachable = true;
        volatile @Nullable String introduction;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Optional<String> introduction() {
            return Optional.ofNullable(introduction);
        }

        @Override
        public boolean deliver(ConversationKey conversation, String platformId, String text) {
            if (reachable) {
                delivered.add(platformId + " " + text);
            }
            return reachable;
        }
    }

    private final AutoCloseable ground;
    final Home home;
    final ManualClock clock = ManualClock.at("2026-11-21T09:00:00Z");
    final ScriptedModel model = new ScriptedModel();
    final MemoryDouble memory = new MemoryDouble();
    final PostBox postBox = new PostBox();
    private final ApplicationContext context = ApplicationContext.builder().build();

    EngineHouse() {
        this(Map.of());
    }

    /** With other settings than the defaults. */
    EngineHouse(Map<String, String> settings) {
        this(TempHome.create(), settings);
    }

    private EngineHouse(TempHome ground, Map<String, String> settings) {
        this(ground.home(), ground, new SequenceIds(), settings);
    }

    /** On a home that others use too. */
    EngineHouse(Home home, AutoCloseable ground, Ids ids) {
        this(home, ground, ids, Map.of());
    }

    private EngineHouse(Home home, AutoCloseable ground, Ids ids, Map<String, String> settings) {
        this.home = home;
        this.ground = ground;
        bind(Home.class, home);
        bind(Clock.class, clock);
        bind(Ids.class, ids);
        var all = new HashMap<>(settings);
        all.put("CLARA_LANE_LIMIT", Integer.toString(LANE_LIMIT));
        bind(Settings.class, MapSettings.of(all));
        bind(Models.class, model);
        bind(PromptSection.class, memory);
        bind(Channel.class, postBox);
        context.start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Inbox inbox() {
        return bean(Inbox.class);
    }

    Db db() {
        return bean(Db.class);
    }

    /** Says something in a direct message. */
    Inbox.Acceptance say(String person, String platformId, String text, ReplySink sink) {
        return inbox().accept(message(person, direct(person), platformId, text), sink);
    }

    InboundMessage message(String person, ConversationKey place, String platformId, String text) {
        return new InboundMessage(
                place, account(person), person, platformId, List.of(new Part.Text(text)), clock.instant());
    }

    /** What the scripted model's answer ends with. */
    static ReplyEvent done(String text) {
        return new ReplyEvent.Done(text, ScriptedModel.USAGE);
    }

    static ConversationKey direct(String person) {
        return new ConversationKey("test", ConversationKey.Kind.DIRECT, person);
    }

    static AccountKey account(String person) {
        return new AccountKey("test", person);
    }

    /** What this account's direct messages hold, in order. */
    List<String> textsOf(AccountKey account) {
        var transcript = bean(Transcript.class);
        return transcript.heads().stream()
                .flatMap(head -> transcript.after(head.conversation(), 0, 100).stream())
                .filter(entry -> entry.place().equals(direct(account.name())))
                .map(TranscriptEntry::text)
                .toList();
    }

    void await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("waited in vain");
        }
    }

    /** The first column of all rows as text. */
    List<String> column(String sql) {
        return db().system("look", connection -> {
            var values = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
            return values;
        });
    }

    @Override
    public void close() throws Exception {
        context.close();
        ground.close();
    }

    private <T> void bind(Class<T> type, T bean) {
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build());
    }
}

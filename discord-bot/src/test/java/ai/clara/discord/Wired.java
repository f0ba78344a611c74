package ai.clara.discord;

import ai.clara.spi.channel.Channel;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.Projects;
import ai.clara.spi.operation.Check.Finding;
import ai.clara.spi.settings.Settings;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.discord.FakeDiscord;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** This room with all its beans, between a fake Discord and a double of the engine. */
final class Wired implements AutoCloseable {
    private final ApplicationContext context;
    private final DiscordConnection connection;

    Wired(FakeDiscord fake, RecordingInbox inbox, String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "DISCORD_BOT_TOKEN", fake.token(),
                "DISCORD_API_BASE_URL", fake.apiUrl(),
                "DISCORD_GATEWAY_URL", fake.gatewayUrl()));
        for (int i = 0; i + 1 < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        context = ApplicationContext.builder().build();
        context.registerBeanDefinition(bean(Settings.class, () -> MapSettings.of(values)));
        context.registerBeanDefinition(bean(Clock.class, Clock::systemUTC));
        context.registerBeanDefinition(bean(Inbox.class, () -> inbox));
        context.registerBeanDefinition(bean(Outbox.class, () -> inbox));
        context.registerBeanDefinition(bean(Projects.class, ChosenProjects::new));
        context.start();
        connection = context.getBean(DiscordConnection.class);
        connection.start();
    }

    private static <T> RuntimeBeanDefinition<T> bean(Class<T> type, Supplier<T> supplier) {
        return RuntimeBeanDefinition.builder(type, supplier).singleton(true).build();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> List<T> all(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type));
    }

    Channel channel() {
        return bean(Channel.class);
    }

    List<Finding> findings() {
        return bean(DiscordCheck.class).look();
    }

    Wired connected(FakeDiscord fake, RecordingInbox inbox) {
        fake.awaitConnected(RecordingInbox.BOUND);
        inbox.await("a connection", () -> inbox.resumed.get() > 0);
        return this;
    }

    @Override
    public void close() {
        connection.stop();
        context.close();
    }
}

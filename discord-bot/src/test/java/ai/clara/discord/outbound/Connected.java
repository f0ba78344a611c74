package ai.clara.discord.outbound;

import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Place;
import java.time.Duration;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import org.jspecify.annotations.Nullable;

/** The library, connected to a fake Discord. */
record Connected(FakeDiscord fake, JDA jda) implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    static Connected to(FakeDiscord fake) throws InterruptedException {
        var intents =
                List.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.MESSAGE_CONTENT);
        JDA jda = JDABuilder.createLight(fake.token(), intents)
                .setRestConfig(new RestConfig().setBaseUrl(fake.apiUrl()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return fake.gatewayUrl();
                    }
                })
                .setCompression(Compression.NONE)
                .setEnableShutdownHook(false)
                .build();
        return new Connected(fake, jda.awaitReady());
    }

    /** The channel as the library knows it, once it has heard of it. */
    MessageChannel channel(Place place) throws InterruptedException {
        long ends = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < ends) {
            @Nullable MessageChannel channel = jda.getChannelById(MessageChannel.class, place.id());
            if (channel != null) {
                return channel;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("the library does not know " + place);
    }

    @Override
    public void close() {
        jda.shutdownNow();
    }
}

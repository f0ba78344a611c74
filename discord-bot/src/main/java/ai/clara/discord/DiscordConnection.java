package ai.clara.discord;

import ai.clara.spi.fault.Fault;
import ai.clara.spi.operation.Service;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.utils.Compression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Clara on Discord. Logging in happens beside the start, which it never holds up. Events are handled on the library's own
 * thread, in the order in which Discord sent them.
 */
@Singleton
final class DiscordConnection implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordConnection.class);
    private static final Set<GatewayIntent> INTENTS = Set.copyOf(
            EnumSet.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.MESSAGE_CONTENT));
    private static final Set<CloseCode> FINAL = Set.of(
            CloseCode.AUTHENTICATION_FAILED,
            CloseCode.DISALLOWED_INTENTS,
            CloseCode.INVALID_INTENTS,
            CloseCode.INVALID_SHARD,
            CloseCode.SHARDING_REQUIRED);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(4);
    private static final int RECONNECT_SECONDS_MAX = 64;

    private final Settings settings;
    private final Discord discord;
    private final List<EventListener> listeners;
    private volatile Standing standing = Standing.off();
    private volatile CountDownLatch ended = new CountDownLatch(1);
    private @Nullable JDA session;

    DiscordConnection(Settings settings, Discord discord, List<EventListener> listeners) {
        this.settings = settings;
        this.discord = discord;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public boolean outward() {
        return true;
    }

    @Override
    public void start() {
        if (settings.find(DiscordSettings.TOKEN).isEmpty()) {
            return;
        }
        List.of(DiscordSettings.ALLOWED_SERVERS, DiscordSettings.ALLOWED_CHANNELS, DiscordSettings.ALLOWED_ROLES)
                .forEach(list -> IdList.read(settings, list));
        if (!Fault.armed().isEmpty() && !Endpoint.of(settings).loopback()) {
            refuse(
                    "not connected: the fault point '" + Fault.armed()
                            + "' is armed, and it would end Clara amid people",
                    "Start Clara without the system property clara.fault.");
            return;
        }
        ended = new CountDownLatch(1);
        standing = new Standing(Standing.State.TRYING, "logging in", "Wait a moment.");
        logIn(INTENTS, Duration.ZERO);
    }

    @Override
    public void stop() {
        ended.countDown();
        JDA jda;
        synchronized (this) {
            jda = session;
            session = null;
        }
        if (jda != null) {
            farewell(jda);
        }
        discord.end();
        standing = Standing.off();
    }

    Standing standing() {
        return standing;
    }

    private static void farewell(JDA jda) {
        jda.shutdown();
        try {
            if (!jda.awaitShutdown(FAREWELL)) {
                jda.shutdownNow();
            }
        } catch (InterruptedException e) {
            jda.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void logIn(Set<GatewayIntent> intents, Duration first) {
        Thread.ofPlatform().daemon().name("discord-login").start(() -> tryUntilLoggedIn(intents, first));
    }

    private void tryUntilLoggedIn(Set<GatewayIntent> intents, Duration first) {
        Duration pause = first;
        while (!endedWithin(pause)) {
            try {
                connect(intents);
                return;
            } catch (InvalidTokenException e) {
                refuseToken();
                return;
            } catch (RuntimeException e) {
                // The library wraps whatever went wrong on the way; all of it may pass.
                pause = pause.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : longer(pause);
                trouble("Discord cannot be reached: " + Standing.reason(e), e);
            }
        }
    }

    private void connect(Set<GatewayIntent> intents) {
        if (!intents.contains(GatewayIntent.MESSAGE_CONTENT)) {
            Message.suppressContentIntentWarning();
        }
        var watch = new Watch(intents);
        JDABuilder builder = JDABuilder.createLight(settings.text(DiscordSettings.TOKEN), intents)
                .setCompression(Compression.NONE)
                .setBulkDeleteSplittingEnabled(false)
                .setMaxReconnectDelay(RECONNECT_SECONDS_MAX)
                .setEnableShutdownHook(false)
                .addEventListeners(watch)
                .addEventListeners(listeners.toArray());
        Endpoint.of(settings).applyTo(builder);
        JDA jda = builder.build();
        if (keep(jda)) {
            watch.begin();
        } else {
            jda.shutdownNow();
        }
    }

    private synchronized boolean keep(JDA jda) {
        boolean wanted = ended.getCount() > 0;
        session = wanted ? jda : null;
        return wanted;
    }

    private boolean endedWithin(Duration pause) {
        try {
            return ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private void refuseToken() {
        refuse(
                "Discord does not take the token in DISCORD_BOT_TOKEN",
                "Make a new one under Bot at https://discord.com/developers/applications and run ./clara setup.");
    }

    private void refuse(String line, String fix) {
        standing = new Standing(Standing.State.REFUSED, line, fix);
        LOG.error("Discord: {}. {}", line, fix);
    }

    private void trouble(String line, @Nullable Throwable cause) {
        boolean news = !standing.line().equals(line);
        standing = new Standing(Standing.State.TRYING, line, "Clara keeps trying; look at the network.");
        if (news) {
            LOG.warn("Discord: {}; Clara keeps trying", line);
            LOG.debug("what went wrong with Discord", cause);
        }
    }

    private void connected(JDA jda, Set<GatewayIntent> intents) {
        standing = Standing.connected(jda, intents);
        if (standing.well()) {
            LOG.info("Discord: {}", standing.line());
        } else {
            LOG.warn("Discord: {}. {}", standing.line(), standing.fix());
        }
    }

    private void shutDown(@Nullable CloseCode code, Set<GatewayIntent> intents) {
        discord.end();
        if (ended.getCount() == 0) {
            return;
        }
        if (code == CloseCode.DISALLOWED_INTENTS && intents.contains(GatewayIntent.MESSAGE_CONTENT)) {
            var fewer = EnumSet.copyOf(intents);
            fewer.remove(GatewayIntent.MESSAGE_CONTENT);
            logIn(Set.copyOf(fewer), Duration.ZERO);
        } else if (code == CloseCode.AUTHENTICATION_FAILED) {
            refuseToken();
        } else if (code != null && FINAL.contains(code)) {
            refuse(
                    "Discord ended the connection: " + code.getMeaning(),
                    "Look at the bot's page at Discord, then restart.");
        } else {
            trouble("the connection ended" + (code == null ? "" : ": " + code.getMeaning()), null);
            logIn(intents, FIRST_PAUSE);
        }
    }

    /** What the library says of one session. It stands before all other listeners. */
    private final class Watch extends ListenerAdapter {
        private final Set<GatewayIntent> intents;
        private boolean begun;
        private @Nullable ShutdownEvent early;

        Watch(Set<GatewayIntent> intents) {
            this.intents = intents;
        }

        /** The session was made. One that is ended before that is told of by an exception, and is no end of a connection. */
        synchronized void begin() {
            begun = true;
            if (early != null) {
                shutDown(early.getCloseCode(), intents);
            }
        }

        @Override
        public void onReady(ReadyEvent event) {
            discord.begin(event.getJDA());
            connected(event.getJDA(), intents);
        }

        @Override
        public void onSessionResume(SessionResumeEvent event) {
            connected(event.getJDA(), intents);
        }

        @Override
        public void onSessionRecreate(SessionRecreateEvent event) {
            connected(event.getJDA(), intents);
        }

        @Override
        public void onSessionDisconnect(SessionDisconnectEvent event) {
            if (ended.getCount() > 0) {
                trouble("the connection was lost", null);
            }
        }

        @Override
        public synchronized void onShutdown(ShutdownEvent event) {
            if (begun) {
                shutDown(event.getCloseCode(), intents);
            } else {
                early = event;
            }
        }
    }
}

package ai.clara.discord;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** The connection as the parts of this room use it: there, or not. */
@Singleton
public final class Discord {
    /** The name of the channel in keys. */
    public static final String NAME = "discord";

    private final AtomicReference<@Nullable JDA> session = new AtomicReference<>();

    /** The library once it has been connected and until it is ended; a broken connection that is being mended counts. */
    public Optional<JDA> session() {
        return Optional.ofNullable(session.get());
    }

    /**
     * Whether what the library knows of servers and channels can be believed: it forgets all of them when a session ends, and learns
     * them anew with the next one.
     */
    public boolean complete() {
        return session()
                .filter(jda -> jda.getStatus() == JDA.Status.CONNECTED
                        && !jda.getGuilds().isEmpty())
                .isPresent();
    }

    void begin(JDA jda) {
        session.set(jda);
    }

    void end() {
        session.set(null);
    }
}

package ai.clara.discord.inbound;

import ai.clara.discord.Discord;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** Who is a member of which server, asked of Discord and remembered for a moment. */
@Singleton
final class Members {
    /** How long a role may be gone before Clara notices in direct messages. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Who joins must not wait long. */
    private static final Duration FRESH_ABSENCE = Duration.ofSeconds(10);

    private static final int REMEMBERED_MAX = 10_000;

    private record Key(String server, String user) {}

    private record Known(Membership membership, Instant until) {}

    private final Discord discord;
    private final Clock clock;
    private final Map<Key, Known> known = new LinkedHashMap<>();

    Members(Discord discord, Clock clock) {
        this.discord = discord;
        this.clock = clock;
    }

    /** The servers that count. */
    List<String> servers(Allowed allowed) {
        return discord.session().map(JDA::getGuilds).orElse(List.of()).stream()
                .filter(guild -> allowed.server(guild.getId(), channels(guild)))
                .map(Guild::getId)
                .toList();
    }

    /** What is remembered. */
    Optional<Membership> remembered(String server, String user) {
        synchronized (known) {
            return Optional.ofNullable(known.get(new Key(server, user)))
                    .filter(entry -> clock.instant().isBefore(entry.until()))
                    .map(Known::membership);
        }
    }

    /**
     * What is remembered, or what Discord says. Not for the library's own threads.
     *
     * @throws Unanswered when Discord does not say
     */
    Membership find(String server, String user) {
        return remembered(server, user).orElseGet(() -> remember(server, user, ask(server, user)));
    }

    private Membership remember(String server, String user, Membership membership) {
        Duration fresh = membership.member().isPresent() ? FRESH : FRESH_ABSENCE;
        synchronized (known) {
            if (known.size() >= REMEMBERED_MAX) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(
                    new Key(server, user), new Known(membership, clock.instant().plus(fresh)));
        }
        return membership;
    }

    private Membership ask(String server, String user) {
        Guild guild = discord.session()
                .map(jda -> jda.getGuildById(server))
                .orElseThrow(() -> new Unanswered("the server " + server + " is not there", !discord.complete()));
        try {
            Member member = guild.retrieveMemberById(user).useCache(false).complete();
            return Membership.of(member.getEffectiveName(), Hearing.roles(member));
        } catch (ErrorResponseException e) {
            if (e.getErrorResponse() == ErrorResponse.UNKNOWN_MEMBER
                    || e.getErrorResponse() == ErrorResponse.UNKNOWN_USER) {
                return Membership.none();
            }
            throw new Unanswered("Discord did not say who is in server " + server, e);
        } catch (CompletionException | CancellationException | RejectedExecutionException e) {
            throw new Unanswered("nobody asked Discord who is in server " + server, e);
        }
    }

    private static Set<String> channels(Guild guild) {
        return guild.getChannels().stream().map(ISnowflake::getId).collect(Collectors.toUnmodifiableSet());
    }
}

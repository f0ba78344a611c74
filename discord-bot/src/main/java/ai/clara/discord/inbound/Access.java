package ai.clara.discord.inbound;

import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Who may talk to Clara. What is refused leaves no trace. */
@Singleton
final class Access {
    /** A decision, or that Discord must be asked first. */
    enum Verdict {
        YES,
        NO,
        ASK
    }

    private final Settings settings;
    private final Members members;
    private volatile @Nullable Allowed allowed;

    Access(Settings settings, Members members) {
        this.settings = settings;
        this.members = members;
    }

    String sentence() {
        return allowed().sentence();
    }

    /** Whether Clara listens in this room at all. */
    boolean room(Heard.Room room) {
        return allowed().room(room);
    }

    boolean directMessages() {
        return allowed().anyDms();
    }

    /** Decides with what is known; for the thread that must not wait. */
    Verdict now(Heard heard) {
        Allowed rules = allowed();
        List<String> servers = needsServers(rules, heard) ? members.servers(rules) : List.of();
        return decide(rules, heard, servers, members::remembered);
    }

    /**
     * Decides, and asks Discord where needed.
     *
     * @throws Unanswered when Discord does not say
     */
    boolean asking(Heard heard) {
        Allowed rules = allowed();
        List<String> servers = needsServers(rules, heard) ? members.servers(rules) : List.of();
        return decide(rules, heard, servers, (server, user) -> Optional.of(members.find(server, user))) == Verdict.YES;
    }

    /**
     * The rules.
     *
     * @param servers those whose members may write direct messages
     * @param lookup what is known of a person in a server, empty when nothing is
     */
    static Verdict decide(
            Allowed allowed,
            Heard heard,
            List<String> servers,
            BiFunction<String, String, Optional<Membership>> lookup) {
        if (heard.room().isEmpty()) {
            return direct(allowed, heard.authorId(), servers, lookup);
        }
        Heard.Room room = heard.room().get();
        if (!allowed.room(room)) {
            return Verdict.NO;
        }
        if (allowed.roles().isEmpty()) {
            return Verdict.YES;
        }
        return heard.roles()
                .map(roles -> verdict(allowed.roles(roles)))
                .or(() -> lookup.apply(room.server(), heard.authorId()).map(known -> verdict(suits(allowed, known))))
                .orElse(Verdict.ASK);
    }

    private static Verdict direct(
            Allowed allowed,
            String user,
            List<String> servers,
            BiFunction<String, String, Optional<Membership>> lookup) {
        if (!allowed.anyDms()) {
            return Verdict.NO;
        }
        if (!allowed.asksForMembers()) {
            return Verdict.YES;
        }
        Verdict verdict = Verdict.NO;
        for (String server : servers) {
            Optional<Membership> known = lookup.apply(server, user);
            if (known.filter(membership -> suits(allowed, membership)).isPresent()) {
                return Verdict.YES;
            }
            verdict = known.isEmpty() ? Verdict.ASK : verdict;
        }
        return verdict;
    }

    private static boolean suits(Allowed allowed, Membership membership) {
        Optional<Set<String>> roles = membership.member().map(Membership.Face::roles);
        return roles.filter(allowed::roles).isPresent();
    }

    private static boolean needsServers(Allowed allowed, Heard heard) {
        return heard.room().isEmpty() && allowed.anyDms() && allowed.asksForMembers();
    }

    private static Verdict verdict(boolean yes) {
        return yes ? Verdict.YES : Verdict.NO;
    }

    /** Read late, so that a slip in a list is told by the start and not by the making of beans. */
    private Allowed allowed() {
        Allowed known = allowed;
        if (known == null) {
            known = Allowed.of(settings);
            allowed = known;
        }
        return known;
    }
}

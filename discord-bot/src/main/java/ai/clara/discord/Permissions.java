package ai.clara.discord;

import java.util.Collection;
import java.util.List;
import net.dv8tion.jda.api.Permission;

/** The permissions Clara uses in a server, and no other. */
public final class Permissions {
    /** All of them, in the order in which people are told. */
    public static final List<Permission> NEEDED = List.of(
            Permission.VIEW_CHANNEL,
            Permission.MESSAGE_SEND,
            Permission.MESSAGE_SEND_IN_THREADS,
            Permission.MESSAGE_HISTORY,
            Permission.MESSAGE_ATTACH_FILES);

    private Permissions() {}

    /** The number that an invitation link carries. */
    public static long raw() {
        return Permission.getRaw(NEEDED);
    }

    /** Those that are not among {@code held}, as Discord's own settings name them. */
    public static List<String> missing(Collection<Permission> held) {
        return NEEDED.stream()
                .filter(permission -> !held.contains(permission))
                .map(Permission::getName)
                .toList();
    }
}

package ai.clara.discord.inbound;

import java.util.Optional;
import java.util.Set;

/**
 * What Discord said of a person in a server.
 *
 * @param member empty when they are not there
 */
record Membership(Optional<Face> member) {
    /** A member's name there and roles. */
    record Face(String name, Set<String> roles) {
        Face {
            roles = Set.copyOf(roles);
        }
    }

    static Membership none() {
        return new Membership(Optional.empty());
    }

    static Membership of(String name, Set<String> roles) {
        return new Membership(Optional.of(new Face(name, roles)));
    }
}

package ai.clara.memory.answer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Names of people's relatives, friends and animals as they told them. */
public final class KnownNames {
    private final Map<String, Set<String>> rolesByName = new HashMap<>();

    KnownNames() {}

    /** Learns from "my sister Lena", "Lena is my sister" and "my sister is called Lena". */
    void learn(Statement statement, Reading reading, Lexicon lexicon, Names names) {
        if (!statement.bySelf()) {
            return;
        }
        for (int i = 0; i < reading.tokens().size(); i++) {
            var roles = new LinkedHashSet<>(reading.conceptsAt().get(i));
            roles.removeIf(role -> !lexicon.isPerson(role));
            if (!roles.isEmpty()) {
                int name = nameBeside(reading, i, names);
                if (name >= 0) {
                    rolesByName
                            .computeIfAbsent(reading.tokens().get(name).lower(), _ -> new HashSet<>())
                            .addAll(roles);
                }
            }
        }
    }

    private static int nameBeside(Reading reading, int role, Names names) {
        int size = reading.tokens().size();
        if (role + 1 < size && names.isName(reading, role + 1)) {
            return role + 1;
        }
        Set<String> naming = Set.of("is", "'s", "called", "named", "name", "was", "a", "are");
        for (int i = role + 1; i < Math.min(size, role + 6); i++) {
            if (names.isName(reading, i)) {
                return i;
            }
            if (!naming.contains(reading.tokens().get(i).lower())) {
                break;
            }
        }
        Set<String> linking =
                Set.of("is", "'s", "was", "my", "our", "new", "little", "big", "older", "younger", "the", "a", "old");
        boolean linked = false;
        for (int i = role - 1; i >= Math.max(0, role - 5); i--) {
            String word = reading.tokens().get(i).lower();
            if (names.isName(reading, i)) {
                return linked ? i : -1;
            }
            linked |= Set.of("is", "'s", "was", "my", "our").contains(word);
            if (!linking.contains(word)) {
                return -1;
            }
        }
        return -1;
    }

    Set<String> roles(String name) {
        return rolesByName.getOrDefault(name, Set.of());
    }
}

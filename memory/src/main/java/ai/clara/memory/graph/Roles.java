package ai.clara.memory.graph;

import ai.clara.memory.answer.Lexicon;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people are to each other, as the lexicon has it. */
final class Roles {
    /** Whose sister I am is my sibling. The narrower kind comes first. */
    private static final Map<String, String> RETURNED = new LinkedHashMap<>();

    static {
        RETURNED.put("sibling", "sibling");
        RETURNED.put("parent", "child");
        RETURNED.put("child", "parent");
        RETURNED.put("spouse", "spouse");
        RETURNED.put("partner", "partner");
        RETURNED.put("grandparent", "grandchild");
        RETURNED.put("grandchild", "grandparent");
        RETURNED.put("in_law", "in_law");
        for (String same : Set.of("cousin", "friend", "colleague", "neighbour", "flatmate")) {
            RETURNED.put(same, same);
        }
    }

    private final Lexicon lexicon;

    Roles(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The role that a word stands for by itself, the most particular one. */
    Optional<String> of(String word) {
        Set<String> roles = known(lexicon.read(word).concepts());
        return roles.stream()
                .filter(role -> roles.stream().noneMatch(other -> !other.equals(role) && lexicon.isKindOf(other, role)))
                .findFirst();
    }

    /** Those of some concepts that are roles. */
    Set<String> known(Set<String> concepts) {
        return concepts.stream()
                .filter(lexicon::isPerson)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    boolean isPet(String role) {
        return lexicon.isKindOf(role, "pet");
    }

    boolean isRole(String predicate) {
        return lexicon.isPerson(predicate);
    }

    /** Whether somebody of the one role may be meant by the other. */
    boolean agree(String asked, String told) {
        return lexicon.compatible(asked, told);
    }

    /** What the other one is in return: whose wife she is, is her spouse. */
    Optional<String> returned(String role) {
        return RETURNED.entrySet().stream()
                .filter(pair -> lexicon.isKindOf(role, pair.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The predicates that may tell of somebody of this role, in either direction. */
    Set<String> telling(String asked) {
        var predicates = new HashSet<String>();
        predicates.add(asked);
        for (String role : lexicon.roles()) {
            if (agree(asked, role)
                    || returned(role).filter(back -> agree(asked, back)).isPresent()) {
                predicates.add(role);
            }
        }
        return predicates;
    }
}

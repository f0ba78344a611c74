package ai.clara.memory.eval;

import java.util.List;

/** What a question is about and which turns answer it: for counting alone. */
record AnswerKey(String category, List<Evidence> evidence) {
    static final AnswerKey NONE = new AnswerKey("other", List.of());

    AnswerKey {
        evidence = List.copyOf(evidence);
    }

    /** A turn that answers, with what it says; empty when the file has no such turn. */
    record Evidence(String turn, String text) {}

    boolean adversarial() {
        return category.equals("adversarial");
    }

    /** Whether the text of all evidence stands in the context, word for word. */
    boolean heldBy(Ranked ranked) {
        return ranked.context()
                .filter(context -> evidence.stream()
                        .map(Evidence::text)
                        .allMatch(text -> !text.isBlank() && context.text().contains(text.strip())))
                .isPresent();
    }
}

package ai.clara.testkit.model;

/** Words count as tokens here: steady, and never zero for a text. */
final class Words {
    private Words() {}

    static int of(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }
}

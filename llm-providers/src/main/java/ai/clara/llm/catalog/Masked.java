package ai.clara.llm.catalog;

/** Shows which key it is without showing it. */
final class Masked {
    private static final int LENGTH_MIN_FOR_END = 20;

    private Masked() {}

    static String of(String key) {
        return "••••••" + (key.length() < LENGTH_MIN_FOR_END ? "" : key.substring(key.length() - 4));
    }
}

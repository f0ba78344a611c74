package ai.clara.settings;

/** Shows that a secret is there without showing it. */
public final class SecretMask {
    private SecretMask() {}

    /** A fixed number of dots; the last characters only of what is long enough to stay secret without them. */
    public static String of(String value) {
        return value.length() < 20 ? "••••••" : "••••••" + value.substring(value.length() - 4);
    }
}

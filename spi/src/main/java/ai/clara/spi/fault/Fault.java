package ai.clara.spi.fault;

/** Crash points at each persisted step. They do nothing unless the system property {@code clara.fault} names one. */
public final class Fault {
    private static final String ARMED = System.getProperty("clara.fault", "");

    private Fault() {}

    /** Ends the process at once, as {@code kill -9} would, when armed with this name. */
    public static void point(String name) {
        if (name.equals(ARMED)) {
            Runtime.getRuntime().halt(137);
        }
    }

    /** The armed point, empty when none; the start announces it. */
    public static String armed() {
        return ARMED;
    }
}

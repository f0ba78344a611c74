package ai.clara.spi.fault;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Crash points at each persisted step. They do nothing unless the system property {@code clara.fault} names one, or the nth passing of
 * one as {@code name#n}.
 */
public final class Fault {
    private static final String ARMED = System.getProperty("clara.fault", "");
    private static final String NAME = ARMED.replaceFirst("#\\d+$", "");
    private static final AtomicInteger LEFT = new AtomicInteger(
            NAME.length() == ARMED.length() ? 1 : Integer.parseInt(ARMED.substring(NAME.length() + 1)));

    private Fault() {}

    /** Ends the process at once, as {@code kill -9} would, when armed with this name; says so on the standard error first. */
    public static void point(String name) {
        if (name.equals(NAME) && LEFT.decrementAndGet() == 0) {
            System.err.println("Failed at " + ARMED + ".");
            System.err.flush();
            Runtime.getRuntime().halt(137);
        }
    }

    /** The armed point, empty when none; the start announces it. */
    public static String armed() {
        return ARMED;
    }
}

package ai.clara.spi.operation;

import java.util.List;

/** Something {@code doctor} and {@code /health} ask. */
public interface Check {
    /** One finding; {@code fix} is what to do, empty when all is well. */
    record Finding(String name, boolean ok, String line, String fix) {}

    /** Looks now; returns within seconds and does not throw. */
    List<Finding> look();
}

package ai.clara.testkit.discord;

/** What the test asked the gateway to do wrong. */
final class GatewayFaults {
    int duplicates;
    int replays;
    boolean held;
    volatile boolean offline;
    boolean resumesRefused;
    boolean heartbeatsMuted;
}

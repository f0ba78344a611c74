package ai.clara.spi.model;

/** How capable a model a request asks for. */
public enum Tier {
    HIGH,
    MID,
    LOW
}

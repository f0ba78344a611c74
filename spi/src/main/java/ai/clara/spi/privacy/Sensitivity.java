package ai.clara.spi.privacy;

/** How private content is. A direct message begins as personal, a room as ordinary; rules only raise it. */
public enum Sensitivity {
    ORDINARY,
    PERSONAL,
    SECRET
}

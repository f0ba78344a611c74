package ai.clara.spi.command;

/**
 * A command that tries something out: it works in a home made for it, which is deleted when it ends, so that it can neither use nor
 * change what the person keeps. The home is chosen before there are beans, so rooms name theirs in {@code META-INF/services}.
 */
public interface Trial {
    /** The command's name. */
    String command();
}

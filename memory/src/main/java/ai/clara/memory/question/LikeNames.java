package ai.clara.memory.question;

/** Names so alike that it is worth asking whether they are one person's. */
public final class LikeNames {
    private static final int SLIP_FROM_LETTERS = 4;

    private LikeNames() {}

    /**
     * Whether one is a short form of the other, its first part, or the other with one letter mistaken.
     *
     * @param one in small letters, as the other
     */
    public static boolean may(String one, String other) {
        return ShortForms.same(one, other)
                || one.startsWith(other + " ")
                || other.startsWith(one + " ")
                || Math.min(one.length(), other.length()) >= SLIP_FROM_LETTERS
                        && one.charAt(0) == other.charAt(0)
                        && Slips.between(one, other, 1) == 1;
    }
}

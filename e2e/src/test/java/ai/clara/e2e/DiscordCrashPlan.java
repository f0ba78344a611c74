package ai.clara.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How lives end, drawn by a seed: each block of thirty has every point twice, before and after the nonce window's end. */
final class DiscordCrashPlan {
    /** The steps between which something is written down or shown, in their order. */
    static final List<String> POINTS = List.of(
            "discord.received",
            "turn.accepted",
            "turn.opened",
            "turn.assembled",
            "turn.streaming",
            "turn.before-commit",
            "turn.committed",
            "discord.posted",
            "discord.id-stored",
            "discord.edited",
            "discord.part-posted",
            "turn.shown",
            "turn.delivered");

    static final String KILL = "SIGKILL";
    static final String KILL_ALL = "SIGKILL with PostgreSQL";
    static final String KILL_EARLY = "SIGKILL while starting";
    /** Not drawn: it keeps a question from being asked more often than Clara tries. */
    static final String KILL_QUIET = "SIGKILL when all was answered";

    /** What else goes wrong in a life. */
    enum Trouble {
        NONE,
        LOST_RESPONSES,
        LOST_REQUESTS,
        LOST_EDITS,
        SERVER_ERRORS,
        LIMITS,
        DROP,
        ABORT,
        RECONNECT,
        NEW_SESSION,
        AWAY,
        TWICE
    }

    /**
     * One death.
     *
     * @param cause a point or one of the kills
     * @param forgets whether Discord forgets its nonces before the next start
     */
    record Death(String cause, boolean forgets) {
        boolean atPoint() {
            return POINTS.contains(cause);
        }
    }

    private static final int LIVES_WITHOUT = 6;

    private DiscordCrashPlan() {}

    static int block() {
        return causes().size() * 2;
    }

    static List<String> causes() {
        List<String> causes = new ArrayList<>(POINTS);
        causes.addAll(List.of(KILL, KILL_ALL, KILL_EARLY));
        return causes;
    }

    static List<Death> of(int number, Random random) {
        List<Death> plan = new ArrayList<>();
        while (plan.size() < number) {
            List<Death> block = new ArrayList<>();
            for (String cause : causes()) {
                block.add(new Death(cause, false));
                block.add(new Death(cause, true));
            }
            Collections.shuffle(block, random);
            plan.addAll(block);
        }
        return List.copyOf(plan.subList(0, number));
    }

    /** Each trouble once and some lives without one, in an order of its own. */
    static List<Trouble> troubles(Random random) {
        List<Trouble> troubles = new ArrayList<>(List.of(Trouble.values()));
        troubles.addAll(Collections.nCopies(LIVES_WITHOUT, Trouble.NONE));
        Collections.shuffle(troubles, random);
        return troubles;
    }
}

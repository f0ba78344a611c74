package ai.clara.e2e;

import ai.clara.e2e.DiscordCrashPlan.Death;
import ai.clara.e2e.DiscordCrashPlan.Trouble;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Faults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One life of the program after another, each ended as planned. */
final class DiscordCrashLives {
    private static final Duration PATIENCE = Duration.ofSeconds(Running.PATIENCE_SECONDS);
    private static final Duration PEACE = Duration.ofSeconds(200);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(4);
    /** Clara tries a message three times; the fourth would be given up. */
    private static final int DEATHS_PER_QUESTION_MAX = 2;

    private final FakeDiscord fake;
    private final Clara clara;
    private final DiscordCrashTown town;
    private final DiscordCrashTally tally;
    private final Random random;
    private final Queue<Trouble> troubles = new ArrayDeque<>();

    DiscordCrashLives(FakeDiscord fake, Clara clara, DiscordCrashTown town, DiscordCrashTally tally, Random random) {
        this.fake = fake;
        this.clara = clara;
        this.town = town;
        this.tally = tally;
        this.random = random;
    }

    /** A life in peace, in which Clara gets to know all places. */
    void first(Duration bound) {
        try (Running running = clara.start("serve")) {
            connected(running);
            town.meet(bound);
            running.terminate();
            running.await();
        }
        fake.awaitDisconnected(bound);
    }

    /** A life that ends so. */
    void live(Death death) {
        boolean tired = town.waiting().stream().anyMatch(one -> one.deaths().size() >= DEATHS_PER_QUESTION_MAX);
        boolean early = death.atPoint() || death.cause().equals(DiscordCrashPlan.KILL_EARLY);
        if (tired && early) {
            liveInPeace();
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            town.ask();
            tally.saidWhileDown();
        }
        String armed = death.atPoint() ? death.cause() + "#" + (1 + random.nextInt(nthMax())) : "";
        try (Running running = start(armed)) {
            if (death.cause().equals(DiscordCrashPlan.KILL_EARLY)) {
                pause(random.nextInt(6_000));
                running.kill();
            } else {
                work(running, death, tired && !early);
                if (death.atPoint()) {
                    diesAt(running, armed);
                } else {
                    pause(random.nextInt(4_000));
                    kill(running, death.cause());
                }
            }
        }
        ended(death.cause(), death.forgets());
    }

    /** The last life, until nothing is left to do; what the store says is unfinished then. */
    Map<String, List<List<String>>> last(Duration bound) {
        try (Running running = start("")) {
            connected(running);
            Store store = clara.store();
            String open = "select state, count(*) from inbox where state in ('accepted', 'running') group by state";
            String undelivered = "select i.platform_id, o.part, o.state from outbox o join inbox i on i.id = o.inbox_id"
                    + " where exists (select 1 from outbox p where p.inbox_id = i.id and p.state <> 'delivered')";
            until(
                    running,
                    bound,
                    () -> town.waiting().isEmpty()
                            && store.rows(open).isEmpty()
                            && store.rows(undelivered).isEmpty());
            // Whatever was posted late would come now.
            pause(3_000);
            Map<String, List<List<String>>> left = new TreeMap<>();
            left.put("messages without an end", List.copyOf(store.rows(open)));
            left.put("answers not delivered", List.copyOf(store.rows(undelivered)));
            left.put(
                    "messages with another end than an answer",
                    List.copyOf(
                            store.rows("select platform_id, state, attempts from inbox where state <> 'answered'")));
            left.put(
                    "questions without a row",
                    store.number("select count(*) from inbox") == town.asked().size()
                            ? List.of()
                            : List.of(List.of(store.number("select count(*) from inbox") + " rows of "
                                    + town.asked().size())));
            running.terminate();
            running.await();
            return left;
        }
    }

    private int nthMax() {
        return random.nextBoolean() ? 1 : 3 + town.waiting().size();
    }

    private Running start(String armed) {
        return (armed.isEmpty()
                        ? clara.without("JAVA_TOOL_OPTIONS")
                        : clara.with("JAVA_TOOL_OPTIONS", "-Dclara.fault=" + armed))
                .start("serve");
    }

    /** A life without an early end, so that what has waited too often is answered; killed when it is quiet. */
    private void liveInPeace() {
        try (Running running = start("")) {
            connected(running);
            rest(running);
            running.kill();
        }
        ended(DiscordCrashPlan.KILL_QUIET, random.nextBoolean());
    }

    private void rest(Running running) {
        if (!until(running, PEACE, () -> town.waiting().isEmpty())) {
            connected(running);
            System.out.println("Not answered in peace, left to the judge: " + town.waiting());
            town.waitNoMore();
        }
    }

    /** People ask, and something else goes wrong meanwhile. */
    private void work(Running running, Death death, boolean restedFirst) {
        if (!until(running, PATIENCE, fake::connected)) {
            diedEarly(running, death);
            return;
        }
        if (restedFirst) {
            rest(running);
        }
        if (troubles.isEmpty()) {
            troubles.addAll(DiscordCrashPlan.troubles(random));
        }
        Trouble trouble = troubles.remove();
        begin(trouble);
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            town.ask();
        }
        pause(random.nextInt(800));
        goOn(trouble);
    }

    private static void diedEarly(Running running, Death death) {
        if (running.alive()) {
            throw new AssertionError("she does not come: " + running.errorText());
        }
        if (!death.atPoint()) {
            throw new AssertionError("she ended by herself: " + running.errorText());
        }
    }

    /** Waits for the end at the point; while she lives something more is asked. */
    private void diesAt(Running running, String armed) {
        long start = System.nanoTime();
        long asked = start;
        while (running.alive()) {
            long now = System.nanoTime();
            if (now - start > PATIENCE.toNanos()) {
                throw new AssertionError("never reached " + armed + ": " + running.errorText());
            }
            if (now - asked > ASK_AGAIN.toNanos()) {
                asked = now;
                town.ask(true);
            }
            pause(50);
        }
        Outcome outcome = running.await();
        if (outcome.exit() != 137 || !outcome.err().contains("Failed at " + armed + ".")) {
            throw new AssertionError("ended by " + outcome.exit() + ", not at " + armed + ": " + outcome.err());
        }
    }

    private static void kill(Running running, String cause) {
        if (!running.alive()) {
            throw new AssertionError("she ended by herself: " + running.errorText());
        }
        if (cause.equals(DiscordCrashPlan.KILL_ALL)) {
            running.killWithDatabase();
        } else {
            running.kill();
        }
    }

    private void ended(String cause, boolean forgets) {
        fake.faults().noneOfRequests();
        fake.faults().releaseEvents();
        fake.faults().duplicateMessages(0);
        fake.faults().online();
        fake.awaitDisconnected(PATIENCE);
        int number = tally.died(cause, forgets);
        System.out.printf(
                "%d %s, waiting %d of %d%n",
                number + 1, cause, town.died(number), town.asked().size());
        if (forgets) {
            fake.forgetNonces();
        }
    }

    private void begin(Trouble trouble) {
        tally.troubled(trouble.name());
        Faults faults = fake.faults();
        switch (trouble) {
            case LOST_RESPONSES -> faults.losingResponses(Faults.POST_MESSAGE, 1 + random.nextInt(4));
            case LOST_REQUESTS -> faults.losingRequests(Faults.POST_MESSAGE, 1 + random.nextInt(4));
            case LOST_EDITS -> faults.losingResponses(Faults.EDIT_MESSAGE, 1 + random.nextInt(4));
            case SERVER_ERRORS -> faults.failingAfterDoing(Faults.POST_MESSAGE, 1 + random.nextInt(2), 500);
            case LIMITS -> faults.tooMany(Faults.POST_MESSAGE, 1 + random.nextInt(2), 1);
            case TWICE -> faults.duplicateMessages(3);
            case NONE, DROP, ABORT, RECONNECT, NEW_SESSION, AWAY -> {}
        }
    }

    private void goOn(Trouble trouble) {
        Faults faults = fake.faults();
        switch (trouble) {
            case DROP -> faults.drop();
            case ABORT -> faults.abort();
            case RECONNECT -> faults.askToReconnect();
            case NEW_SESSION -> faults.invalidateSession();
            case AWAY -> {
                faults.offlineKeepingSessions();
                town.ask();
                faults.online();
            }
            case NONE, LOST_RESPONSES, LOST_REQUESTS, LOST_EDITS, SERVER_ERRORS, LIMITS, TWICE -> {}
        }
    }

    private void connected(Running running) {
        if (!until(running, PATIENCE, fake::connected)) {
            throw new AssertionError("she does not come: " + running.errorText());
        }
    }

    /** Waits as long as she lives; gives whether it came true. */
    private static boolean until(Running running, Duration bound, BooleanSupplier holds) {
        long end = System.nanoTime() + bound.toNanos();
        while (running.alive() && System.nanoTime() < end) {
            if (holds.getAsBoolean()) {
                return true;
            }
            pause(100);
        }
        return false;
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}

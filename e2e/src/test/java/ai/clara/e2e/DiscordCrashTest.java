package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.e2e.DiscordCrashJudge.Verdict;
import ai.clara.e2e.DiscordCrashTally.Row;
import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.model.ModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The program as the bot of a Discord that keeps account, ended again and again on one home: at each step that writes or shows
 * something, and from outside. Whatever was asked where she was known has its one answer in the end.
 */
class DiscordCrashTest {
    private static final long SEED = Long.getLong("clara.crash.seed", 20_261_121L);
    private static final String COMMAND =
            "./clara test -pl e2e -am -Dtest=DiscordCrashTest#aThousandDeathsLoseAndDoubleNothing"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dclara.test.excluded= -Dclara.crash.kills=%d -Dclara.crash.towns=%d"
                    + " -Dclara.crash.seed=%d -Dclara.write=true";
    private static final Duration PATIENCE = Duration.ofSeconds(Running.PATIENCE_SECONDS);

    /** What came of one town: its own Discord, home and seed. */
    private record Result(DiscordCrashTally tally, Verdict verdict, Map<String, Row> rows) {}

    @Test
    @Tag("slow")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyPointTwiceLosesAndDoublesNothing() throws IOException {
        write(List.of(died(DiscordCrashPlan.block(), SEED)), Path.of("target", "discord-crash-ci.tsv"));
    }

    @Test
    @Tag("long")
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void aThousandDeathsLoseAndDoubleNothing() throws Exception {
        int times = Integer.getInteger("clara.crash.kills", 1_000);
        int towns = Integer.getInteger("clara.crash.towns", 20);
        int sideBySide = Integer.getInteger("clara.crash.side", 2);
        List<Result> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(sideBySide)) {
            List<Future<?>> running = new ArrayList<>();
            for (int town = 0; town < towns; town++) {
                long seed = SEED + town;
                running.add(threads.submit(() -> {
                    note(died(Math.ceilDiv(times, towns), seed), results, COMMAND.formatted(times, towns, SEED));
                    return null;
                }));
            }
            for (Future<?> town : running) {
                town.get();
            }
        }
    }

    /** Town by town, so that a run cut short has proved what it ran. */
    private static void note(Result town, List<Result> results, String command) {
        synchronized (results) {
            results.add(town);
            Path file = Path.of("target", "discord-crash.tsv");
            write(results, file);
            if (Boolean.getBoolean("clara.write")) {
                DiscordCrashTally.show(file, ClassPath.ROOT.resolve("README.md"), command);
            }
        }
    }

    private static void write(List<Result> results, Path file) {
        String sentence =
                "%d deaths, %d questions, %d of them answered in several parts, %d asked while Clara was down; seed %d, %s"
                        .formatted(
                                results.stream()
                                        .mapToInt(one -> one.tally().kills())
                                        .sum(),
                                results.stream()
                                        .mapToInt(one -> one.verdict().questions())
                                        .sum(),
                                results.stream()
                                        .mapToInt(one -> one.verdict().inParts())
                                        .sum(),
                                results.stream()
                                        .mapToInt(one -> one.tally().saidWhileDownCount())
                                        .sum(),
                                SEED,
                                results.size() == 1
                                        ? "one town"
                                        : results.size() + " towns, each a Discord and a home of its own");
        DiscordCrashTally.write(
                file, sentence, results.stream().map(Result::rows).reduce(Map.of(), DiscordCrashTally::both));
    }

    private static Result died(int times, long seed) throws IOException {
        Random random = new Random(seed);
        List<DiscordCrashPlan.Death> plan = DiscordCrashPlan.of(times, random);
        DiscordCrashTally tally = new DiscordCrashTally();
        try (FakeDiscord fake = FakeDiscord.start();
                ModelServer model = ModelServer.start(DiscordCrashText::answering);
                Clara clara = Clara.fresh()) {
            clara.with("DISCORD_BOT_TOKEN", fake.token())
                    .with("DISCORD_API_BASE_URL", fake.apiUrl())
                    .with("DISCORD_GATEWAY_URL", fake.gatewayUrl())
                    .with("LLM_PROVIDER", "openai")
                    .with("CUSTOM_OPENAI_BASE_URL", model.baseUrl())
                    .with("CUSTOM_OPENAI_API_KEY", "test-key")
                    .with("CUSTOM_OPENAI_MODEL", "scripted")
                    .with("CLARA_HTTP_PORT", "0");
            DiscordCrashTown town = new DiscordCrashTown(fake, random);
            DiscordCrashLives lives = new DiscordCrashLives(fake, clara, town, tally, random);
            try {
                lives.first(PATIENCE);
                plan.forEach(lives::live);
                Map<String, List<List<String>>> rows = lives.last(PATIENCE);
                return verify(fake, town, tally, times, rows);
            } finally {
                Path logs = Files.createDirectories(Path.of("target").toAbsolutePath());
                fake.writeLog(logs.resolve("discord-crash-log-" + seed + ".jsonl"));
            }
        }
    }

    private static Result verify(
            FakeDiscord fake,
            DiscordCrashTown town,
            DiscordCrashTally tally,
            int times,
            Map<String, List<List<String>>> unfinished) {
        Verdict verdict = DiscordCrashJudge.judge(town.questions(), DiscordCrashJudge.shown(fake.log()));
        Map<String, Row> rows = tally.rows(town.asked(), verdict);
        System.out.println(rows + "\n" + tally.troubles());
        verdict.findings().forEach(System.out::println);

        assertThat(verdict.findings())
                .as("answers that are not there exactly once")
                .isEmpty();
        assertThat(fake.log())
                .as("nothing was taken away to look right")
                .noneMatch(entry -> entry.kind().equals("deleted"));
        assertThat(unfinished)
                .allSatisfy((what, left) -> assertThat(left).as(what).isEmpty());
        assertThat(fake.refusals()).as("what Discord does not take").isEmpty();
        // The positive control: she died where she should, at work.
        assertThat(tally.kills()).as("deaths").isGreaterThanOrEqualTo(times);
        assertThat(verdict.inParts())
                .as("answers in several parts of " + verdict.questions())
                .isGreaterThanOrEqualTo(verdict.questions() / 4);
        assertThat(tally.saidWhileDownCount())
                .as("questions while she was down")
                .isPositive();
        assertThat(tally.restartsAfterForgetting())
                .as("restarts after the nonce window")
                .isPositive();
        if (times >= DiscordCrashPlan.block()) {
            assertThat(tally.perCause()).containsKeys(DiscordCrashPlan.causes().toArray(String[]::new));
            assertThat(tally.troubles()).hasSize(DiscordCrashPlan.Trouble.values().length);
            assertThat(fake.log())
                    .as("answers whose taking Clara did not hear of")
                    .anyMatch(entry -> entry.detail().path("effect").asText().equals("LOST_RESPONSE"));
        }
        return new Result(tally, verdict, rows);
    }
}

package ai.clara.e2e;

import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Java's cache of what the packaged program loads, made once for a build: the launcher gives people one too, and with it a start costs
 * little more than half.
 */
final class StartCache {
    private static final Duration PATIENCE = Duration.ofSeconds(Running.PATIENCE_SECONDS);
    private static final String QUIET = "-Xlog:disable";

    private StartCache() {}

    private static final class Made {
        private static final List<String> FLAGS = List.of("-XX:AOTCache=" + cache(), QUIET);
    }

    /** Flags that make Java start with the cache. */
    static List<String> flags() {
        return Made.FLAGS;
    }

    private static Path cache() {
        Path target = Path.of("target").toAbsolutePath();
        Path cache = target.resolve("start-" + UUID.nameUUIDFromBytes(build()) + ".aot");
        try {
            Files.createDirectories(target);
            // The tests run in two processes: one makes it, the other waits.
            try (FileChannel channel = FileChannel.open(
                            target.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var unused = channel.lock()) {
                if (!Files.exists(cache)) {
                    deleteOlder(target);
                    train(target, cache);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cache;
    }

    private static void deleteOlder(Path target) throws IOException {
        try (DirectoryStream<Path> older = Files.newDirectoryStream(target, "start-*.aot")) {
            for (Path one : older) {
                Files.delete(one);
            }
        }
    }

    /** What a cache is good for: this Java and these jars. */
    private static byte[] build() {
        var words = new StringBuilder(Runtime.version().toString());
        for (String jar : ClassPath.PACKAGED.split(File.pathSeparator)) {
            Path path = Path.of(jar);
            try {
                words.append(path).append(Files.size(path)).append(Files.getLastModifiedTime(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return words.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One life of a bot with one question, in which Java notes what it loads; then it makes the cache of it. */
    private static void train(Path target, Path cache) throws IOException {
        Path noted = target.resolve("start-fresh.aotconf");
        Path fresh = target.resolve("start-fresh.aot");
        try (FakeDiscord discord = FakeDiscord.start();
                ModelServer model = ModelServer.start(Script.echo());
                Clara clara = Clara.fresh()
                        .with("DISCORD_BOT_TOKEN", discord.token())
                        .with("DISCORD_API_BASE_URL", discord.apiUrl())
                        .with("DISCORD_GATEWAY_URL", discord.gatewayUrl())
                        .with("CUSTOM_OPENAI_BASE_URL", model.baseUrl())
                        .with("CUSTOM_OPENAI_API_KEY", "test-key")
                        .with("CLARA_HTTP_PORT", "0")) {
            Person person = discord.person("Kim");
            discord.guild("School").join(person);
            Running learning =
                    clara.start(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + noted, QUIET), "serve");
            discord.awaitConnected(PATIENCE);
            Place direct = discord.dm(person);
            direct.says(person, "Where did I leave my umbrella?");
            discord.await("an answer", PATIENCE, () -> discord.visible(direct).size() > 1);
            learning.terminate();
            learning.await();
            clara.start(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + noted, "-XX:AOTCache=" + fresh, QUIET))
                    .await();
        }
        Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(noted);
    }
}

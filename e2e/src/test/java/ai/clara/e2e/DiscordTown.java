package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.FakeDiscord;
import ai.clara.testkit.discord.Guild;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Refusal;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import ai.clara.testkit.model.Call;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A Discord, a model that says what a test asks of it, and one serving Clara between them, as people there see her. */
final class DiscordTown implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(75);

    /** Long enough for what must not happen to have happened. */
    static final Duration A_WHILE = Duration.ofSeconds(3);

    /** How the line begins that everybody reads once. */
    static final String INTRODUCTION = "-# I remember what is said to me.";

    private static final Duration QUIET = Duration.ofSeconds(1);

    private final FakeDiscord discord = FakeDiscord.start();
    private final Map<String, Function<Request, Script>> told = new ConcurrentHashMap<>();
    private final ModelServer model = ModelServer.start(this::script);
    private final Clara clara = Clara.fresh()
            .with("DISCORD_BOT_TOKEN", discord.token())
            .with("DISCORD_API_BASE_URL", discord.apiUrl())
            .with("DISCORD_GATEWAY_URL", discord.gatewayUrl())
            .with("LLM_PROVIDER", "openai")
            .with("CUSTOM_OPENAI_BASE_URL", model.baseUrl())
            .with("CUSTOM_OPENAI_API_KEY", "test-key")
            .with("CUSTOM_OPENAI_MODEL", "plain-model")
            .with("CLARA_HTTP_PORT", "0");
    private final Set<Refusal.Kind> expected = EnumSet.noneOf(Refusal.Kind.class);
    private Optional<Running> serving = Optional.empty();

    /** The one town of a whole run, with one process that serves it. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(DiscordTown.class);
        }

        @Override
        public DiscordTown resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(
                            DiscordTown.class,
                            key -> new DiscordTown()
                                    .with("CUSTOM_OPENAI_MODEL_HIGH", "high-model")
                                    .with("CUSTOM_OPENAI_MODEL_MID", "mid-model")
                                    .with("CUSTOM_OPENAI_MODEL_LOW", "low-model")
                                    .serve(),
                            DiscordTown.class);
        }
    }

    /** A setting of the program, from the next start on. */
    DiscordTown with(String name, String value) {
        clara.with(name, value);
        return this;
    }

    DiscordTown without(String name) {
        clara.without(name);
        return this;
    }

    /** Starts the program and waits until it is on Discord. */
    DiscordTown serve() {
        serving = Optional.of(clara.start("serve"));
        try {
            discord.awaitConnected(PATIENCE);
        } catch (AssertionError e) {
            String errors = errors();
            close();
            throw new AssertionError("standard error: " + errors, e);
        }
        return this;
    }

    /** Ends the program in an orderly way. */
    void leave() {
        serving.ifPresent(running -> {
            running.terminate();
            running.await();
        });
        serving = Optional.empty();
        discord.awaitDisconnected(PATIENCE);
    }

    FakeDiscord discord() {
        return discord;
    }

    Clara clara() {
        return clara;
    }

    /** What the running program wrote for its operator. */
    String errors() {
        return serving.map(Running::errorText).orElse("");
    }

    Person person(String name) {
        return discord.person(name);
    }

    Place channel(String guild, String name) {
        return discord.guild(guild).channel(name);
    }

    /** The direct conversation with somebody who is a member of a server. */
    Place direct(Person person) {
        Guild guild = discord.guild("Harbour");
        guild.join(person);
        return discord.dm(person);
    }

    /** Says something to Clara in a room. */
    Said asks(Place place, Person person, String words) {
        return place.says(person, discord.clara().mention() + " " + words);
    }

    /** From now on a question with this word in it is answered so. */
    void when(String word, Function<Request, Script> script) {
        told.put(word, script);
    }

    void when(String word, Script script) {
        told.put(word, request -> script);
    }

    /** What the model answers when no test said anything else. */
    static String heard(String words) {
        return "I heard: " + words;
    }

    private Script script(Request request) {
        return told.entrySet().stream()
                .filter(entry -> request.lastText().contains(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().apply(request))
                .orElseGet(() -> Script.say(heard(asked(request))));
    }

    /** What the person asked, without who asked. */
    static String asked(Request request) {
        return request.lastText().replaceFirst("^[^:]*: ", "");
    }

    /** Waits until the model was asked something with this word in it; the newest such question. */
    Call question(String word) {
        ai.clara.e2e.ModelServer.await(
                "the model is asked about " + word, () -> !questions(word).isEmpty());
        return questions(word).getLast();
    }

    List<Call> questions(String word) {
        return model.calls().stream()
                .filter(call -> call.request().lastText().contains(word))
                .toList();
    }

    /** The question of this number, counted from 1 over the whole run. */
    Request question(int number) {
        return model.calls().get(number - 1).request();
    }

    int timesAsked() {
        return model.calls().size();
    }

    /** Says it, waits for exactly this answer, and gives it. */
    Seen answered(Said said, String exactly) {
        return said.place().awaitReply(said, PATIENCE, seen -> words(seen).equals(exactly));
    }

    /** Waits for the usual answer to words said by {@link #asks}. */
    Seen heardAndAnswered(Place place, Person person, String words) {
        return answered(asks(place, person, words), heard(words));
    }

    /** What Clara wrote, without the line that everybody reads once. */
    static String words(Seen seen) {
        int line = seen.content().indexOf("\n\n" + INTRODUCTION);
        return line < 0 ? seen.content() : seen.content().substring(0, line);
    }

    /** What stands there as Clara's reply to a message. */
    static List<Seen> repliesTo(Said said) {
        return said.place().byClara().stream()
                .filter(seen -> seen.answers(said))
                .toList();
    }

    /** A question whose answer shows that everything said before it has been dealt with. */
    void afterwards() {
        Person clerk = person("Clerk");
        heardAndAnswered(channel("Harbour", "office"), clerk, "is everything done at " + discord.now() + "?");
        quiet();
    }

    /** Waits until nothing happens any more. */
    void quiet() {
        int before = -1;
        while (before != discord.now()) {
            before = discord.now();
            pause(QUIET);
        }
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(time));
    }

    /** What the client asked of Discord about a place since then. */
    List<String> requests(Place place, int since) {
        return discord.log().stream()
                .filter(entry -> entry.order() > since && entry.kind().equals("request"))
                .map(entry -> entry.detail().path("method").asText() + " "
                        + entry.detail().path("path").asText())
                .filter(request -> request.contains("/channels/" + place.id()))
                .toList();
    }

    /** How many rows the program's tables hold for what people say. */
    List<Long> rows() {
        Store store = clara.store();
        return List.of("people", "accounts", "conversations", "messages", "inbox", "turns", "outbox").stream()
                .map(table -> store.number("select count(*) from " + table))
                .toList();
    }

    boolean remembers(String words) {
        return clara.store().number("select count(*) from messages where body like '%" + words + "%'") > 0;
    }

    /** Discord refuses this once or more, because the test wants it. */
    void expects(Refusal.Kind kind) {
        expected.add(kind);
    }

    /** What holds always and everywhere: nothing refused, nobody pinged, nothing answered twice, no tier shown. */
    void isInOrder() {
        assertThat(discord.refusals())
                .filteredOn(refusal -> !expected.contains(refusal.kind()))
                .isEmpty();
        assertThat(discord.unansweredCommands()).isEmpty();
        for (Place place : discord.places()) {
            List<Seen> written = place.byClara();
            assertThat(written).as("%s", place).allSatisfy(seen -> {
                assertThat(seen.pings()).as("pinged by <%s>", seen.content()).isEmpty();
                assertThat(seen.content()).doesNotContain("!high ", "!mid ", "!low ");
            });
            List<String> answered =
                    written.stream().flatMap(seen -> seen.replyTo().stream()).toList();
            assertThat(answered).as("answered in %s", place).doesNotHaveDuplicates();
        }
    }

    @Override
    public void close() {
        clara.close();
        model.close();
        discord.close();
    }
}

package ai.clara.testkit.discord;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A Discord of one test, with one bot called Clara. Its client is another process, or several one after the other; all that
 * happened stays. Acts of people are at once visible to requests and go to the gateway's sessions in order.
 *
 * <pre>{@code
 * try (var fake = FakeDiscord.start()) {
 *     var ann = fake.person("Ann");
 *     var said = fake.guild("Books").channel("general").says(ann, fake.clara().mention() + " hello");
 *     said.place().awaitReply(said, Duration.ofSeconds(20));
 *     assertThat(fake.refusals()).isEmpty();
 * }
 * }</pre>
 */
public final class FakeDiscord implements AutoCloseable {
    private static final String TOKEN = "ZmFrZQ.fake00.a-token-that-opens-nothing-but-this-fake";
    private final World world;
    private final Gateway gateway;
    private final Faults faults;
    private final MessageRoutes messages;
    private final Desk desk;
    private final Rest rest;

    private FakeDiscord(Clock clock) {
        world = new World(clock);
        gateway = new Gateway(world, TOKEN);
        faults = new Faults(world, gateway);
        messages = new MessageRoutes(world);
        var application = new ApplicationRoutes(world, gateway::url);
        var routes = new Routes();
        messages.addTo(routes);
        application.addTo(routes);
        world.interactions().addTo(routes);
        world.interactions().commands(application::command);
        desk = new Desk(world, TOKEN, routes, faults);
        rest = new Rest(world, desk, faults);
        world.filesUrl(rest.rootUrl());
        world.events(gateway);
    }

    /** An empty one: no guild, all intents switched on. */
    public static FakeDiscord start() {
        var fake = new FakeDiscord(Clock.systemUTC());
        fake.gateway.start();
        fake.rest.start();
        return fake;
    }

    /** With a slash at the end. */
    public String apiUrl() {
        return rest.apiUrl();
    }

    public String gatewayUrl() {
        return gateway.url();
    }

    /** The only right token. */
    public String token() {
        return TOKEN;
    }

    /** What a Clara under test needs in its environment to come here. */
    public Map<String, String> environment() {
        return Map.of(
                "DISCORD_API_BASE_URL", apiUrl(), "DISCORD_GATEWAY_URL", gatewayUrl(), "DISCORD_BOT_TOKEN", TOKEN);
    }

    /** The bot's own account. */
    public Person clara() {
        return world.clara();
    }

    /** The person of this name. */
    public Person person(String name) {
        return world.locked(() -> world.person(name, false));
    }

    /** Another bot. */
    public Person otherBot(String name) {
        return world.locked(() -> world.person(name, true));
    }

    /** The server of this name, with Clara in it; made at the first call, which a connected client sees as an invitation. */
    public Guild guild(String name) {
        return world.locked(() -> world.guild(name));
    }

    /** The direct conversation of this person and Clara. */
    public Place dm(Person person) {
        return world.locked(() -> world.dm(person));
    }

    /** A file to send with a message. */
    public SeenFile file(String name, String contentType, byte[] bytes) {
        return world.locked(() -> new SeenFile(Long.toString(world.nextId()), name, contentType, bytes));
    }

    /** Switches an intent off in the portal. */
    public void disallow(Intent intent) {
        world.run(() -> world.allowed().remove(intent));
    }

    /** Switches an intent on in the portal. */
    public void allow(Intent intent) {
        world.run(() -> world.allowed().add(intent));
    }

    public Faults faults() {
        return faults;
    }

    /** As if more than five minutes went by: a nonce seen before is new again. */
    public void forgetNonces() {
        world.run(messages::forgetNonces);
    }

    /** How soon a command has to be answered; three seconds unless a slow machine needs more. */
    public void commandDeadline(Duration bound) {
        world.run(() -> world.interactions().deadline(bound));
    }

    /** The commands typed that nobody acknowledged. */
    public List<SlashCall> unansweredCommands() {
        return world.locked(() -> world.interactions().unanswered());
    }

    /** What people see in a place now. */
    public List<Seen> visible(Place place) {
        return place.visible();
    }

    /** All channels, threads and direct conversations. */
    public List<Place> places() {
        return world.locked(world::places);
    }

    /** Everything one person can read anywhere now, place by place. */
    public List<Seen> seenBy(Person person) {
        return world.locked(() -> world.places().stream()
                .filter(place -> place.sees(person))
                .flatMap(place -> place.visible().stream())
                .filter(seen ->
                        seen.onlyFor().filter(id -> !id.equals(person.id())).isEmpty())
                .toList());
    }

    /** Everything the client did that Discord does not take. A test asserts that it is empty. */
    public List<Refusal> refusals() {
        return world.locked(() -> world.log().refusals());
    }

    /** The routes and channels that got a 429, in order. Being limited is no refusal, coming back too early is. */
    public List<String> limited() {
        return world.locked(desk::limited);
    }

    /** Everything that happened, in one order. */
    public List<Entry> log() {
        return world.locked(() -> world.log().entries());
    }

    /** The log as JSON lines. */
    public void writeLog(Path file) {
        Log.write(log(), file);
    }

    /** How often Clara began to type here. */
    public long typings(Place place) {
        return log().stream()
                .filter(entry -> entry.kind().equals("typing"))
                .filter(entry -> entry.detail().path("channel").asText().equals(place.id()))
                .count();
    }

    /** Whether a client is identified and connected. */
    public boolean connected() {
        return world.locked(gateway::connected);
    }

    /** Waits for a client that is identified and has got its guilds. */
    public void awaitConnected(Duration bound) {
        await("a client connects", bound, gateway::connected);
    }

    /** Waits until no client is connected. */
    public void awaitDisconnected(Duration bound) {
        await("the client goes", bound, () -> !gateway.connected());
    }

    /** Waits for an entry of the log after this order. */
    public Entry awaitEntry(int afterOrder, Duration bound, Predicate<Entry> wanted) {
        await(
                "an entry of the log",
                bound,
                () -> world.log().find(afterOrder, wanted).isPresent());
        return world.locked(() -> world.log().find(afterOrder, wanted).orElseThrow());
    }

    /** The order of the last entry of the log. */
    public int now() {
        return world.locked(() -> world.log().size());
    }

    /** Waits until this holds; it is looked at after everything that happens here. */
    public void await(String what, Duration bound, BooleanSupplier holds) {
        if (!world.await(bound, holds)) {
            throw new AssertionError("not within " + bound + ": " + what);
        }
    }

    @Override
    public void close() {
        faults.releaseResponses();
        gateway.stop();
        rest.stop();
    }
}

package ai.clara.discord.setup;

import ai.clara.spi.command.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.JDAInfo;
import net.dv8tion.jda.api.exceptions.ParsingException;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Asks Discord about a bot without logging in, which the library would do at once. */
final class DiscordDesk implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final String AGENT = "DiscordBot (" + JDAInfo.GITHUB + ", " + JDAInfo.VERSION + ")";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
    private final String baseUrl;
    private final String token;

    DiscordDesk(String baseUrl, String token) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.token = token;
    }

    /** @throws CommandException when the token is wrong or Discord cannot be asked */
    Bot bot() {
        try {
            DataObject user = DataObject.fromJson(get("/users/@me"));
            DataObject application = DataObject.fromJson(get("/applications/@me"));
            return new Bot(
                    user.getString("username", "?"), application.getString("id"), application.getLong("flags", 0));
        } catch (ParsingException e) {
            throw strange();
        }
    }

    /** The names of the servers she is in; the first page of them. */
    List<String> servers() {
        try {
            DataArray guilds = DataArray.fromJson(get("/users/@me/guilds"));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < guilds.length(); i++) {
                names.add(guilds.getObject(i).getString("name", "?"));
            }
            return names;
        } catch (ParsingException e) {
            throw strange();
        }
    }

    private String get(String path) {
        HttpResponse<String> response = send(path);
        return switch (response.statusCode()) {
            case 200 -> response.body();
            case 401 ->
                throw CommandException.failed(
                        "Discord does not know this token: copy it again, or reset it, under Bot at "
                                + "https://discord.com/developers/applications, then run ./clara setup again.");
            case 429 ->
                throw CommandException.failed("Discord asks for a pause: run ./clara setup again in a few minutes.");
            default ->
                throw CommandException.failed("Discord answered " + response.statusCode()
                        + " instead of describing the bot: try again later, or look at DISCORD_API_BASE_URL.");
        };
    }

    private HttpResponse<String> send(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                    .timeout(ANSWER_MAX)
                    .header("Authorization", "Bot " + token)
                    .header("User-Agent", AGENT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "DISCORD_API_BASE_URL is not an address: it looks like https://discord.com/api/v10.");
        } catch (IOException e) {
            throw CommandException.failed("Discord cannot be reached at "
                    + URI.create(baseUrl).getAuthority() + ": check the network, then run ./clara setup again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("The setup was interrupted; nothing was saved.");
        }
    }

    private static CommandException strange() {
        return CommandException.failed(
                "What answers at DISCORD_API_BASE_URL does not speak as Discord does: look at that setting.");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Sending, reading and changing messages. */
final class MessageRoutes {
    private static final Duration NONCE_WINDOW = Duration.ofMinutes(5);
    private final World world;
    private final Map<String, Sent> nonces = new HashMap<>();

    private record Sent(Message message, Instant at) {}

    MessageRoutes(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.on(Faults.POST_MESSAGE, this::post);
        routes.on(Faults.GET_MESSAGES, this::list);
        routes.on(Faults.GET_MESSAGE, this::one);
        routes.on(Faults.EDIT_MESSAGE, this::edit);
        routes.on(Faults.DELETE_MESSAGE, this::delete);
        routes.on("POST /channels/{channel}/messages/bulk-delete", this::bulkDelete);
        routes.on(Faults.TYPING, this::typing);
        routes.on("PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me", call -> react(call, true));
        routes.on("DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me", call -> react(call, false));
    }

    void forgetNonces() {
        nonces.clear();
    }

    private Answer post(Call call) {
        Place place = place(call);
        need(place, place.isThread() ? Permission.SEND_IN_THREADS : Permission.SEND);
        if (place.kind() == PlaceKind.DM && place.person().orElseThrow().dmsClosed()) {
            throw Denial.plain(403, 50007, "Cannot send messages to this user");
        }
        Draft draft = Draft.fresh(world, call.body(), call.files());
        need(place, draft);
        Optional<Message> known = repeated(place, draft);
        if (known.isPresent()) {
            world.log().add("repeated", Json.object().put("message", Long.toString(known.get().id)));
            return answer(known.get());
        }
        Optional<Message> to = replied(place, call.body().path("message_reference"));
        if (draft.massPing()) {
            world.log().refuse(Refusal.Kind.MASS_PING, draft.content());
        }
        Message message = world.talk().post(place, draft, to);
        draft.nonce().ifPresent(nonce -> nonces.put(place.id() + " " + nonce, new Sent(message, message.at)));
        return answer(message);
    }

    private Optional<Message> repeated(Place place, Draft draft) {
        if (!draft.enforcesNonce()) {
            return Optional.empty();
        }
        Instant oldest = world.clock().instant().minus(NONCE_WINDOW);
        return draft.nonce()
                .map(nonce -> nonces.get(place.id() + " " + nonce))
                .filter(sent -> sent.at().isAfter(oldest))
                .map(Sent::message);
    }

    private Answer answer(Message message) {
        var node = Wire.message(world, message, true);
        message.nonce.ifPresent(nonce -> node.set("nonce", nonce));
        return Answer.ok(node);
    }

    private Optional<Message> replied(Place place, JsonNode reference) {
        if (!reference.has("message_id")) {
            return Optional.empty();
        }
        Optional<Message> to = world.findMessage(reference.path("message_id").asLong());
        if (to.isEmpty() || !to.get().place.equals(place)) {
            throw Denial.fault(
                    Refusal.Kind.UNKNOWN_MESSAGE, 400, 50035, "Invalid Form Body: message_reference: Unknown message");
        }
        if (to.get().deleted && reference.path("fail_if_not_exists").asBoolean(true)) {
            throw Denial.plain(400, 50035, "Invalid Form Body: message_reference: Unknown message");
        }
        return to.filter(message -> !message.deleted);
    }

    private Answer list(Call call) {
        Place place = place(call);
        if (!place.may(world.clara(), Permission.READ_HISTORY)) {
            world.log().refuse(Refusal.Kind.MISSING_PERMISSION, call.route() + ": READ_HISTORY in " + place);
            return Answer.ok(Json.array());
        }
        int limit = number(call, "limit", 50);
        if (limit < 1 || limit > 100) {
            throw Denial.fault(Refusal.Kind.BAD_REQUEST, 400, 50035, "Invalid Form Body: limit: between 1 and 100");
        }
        ArrayNode page = Json.array();
        for (Message message : page(call, place, limit)) {
            page.add(Wire.message(world, message, world.allowed().contains(Intent.MESSAGE_CONTENT)));
        }
        return Answer.ok(page);
    }

    /** Newest first, as Discord answers whatever was asked. */
    private Collection<Message> page(Call call, Place place, int limit) {
        var shown = new TreeMap<Long, Message>(place.messages());
        shown.values().removeIf(message -> message.deleted || message.onlyFor.isPresent());
        var page = new TreeMap<Long, Message>();
        if (call.query().containsKey("around")) {
            long around = Long.parseLong(call.query().get("around"));
            take(page, shown.headMap(around, true).descendingMap(), limit / 2 + 1);
            take(page, shown.tailMap(around, false), limit / 2);
        } else if (call.query().containsKey("after")) {
            take(page, shown.tailMap(Long.parseLong(call.query().get("after")), false), limit);
        } else if (call.query().containsKey("before")) {
            take(
                    page,
                    shown.headMap(Long.parseLong(call.query().get("before")), false)
                            .descendingMap(),
                    limit);
        } else {
            take(page, shown.descendingMap(), limit);
        }
        return page.descendingMap().values();
    }

    private static void take(Map<Long, Message> page, NavigableMap<Long, Message> from, int limit) {
        from.entrySet().stream().limit(limit).forEach(entry -> page.put(entry.getKey(), entry.getValue()));
    }

    private static int number(Call call, String name, int otherwise) {
        return Integer.parseInt(call.query().getOrDefault(name, Integer.toString(otherwise)));
    }

    private Answer one(Call call) {
        Message message = message(call, place(call));
        need(message.place, Permission.READ_HISTORY);
        return Answer.ok(Wire.message(world, message, world.allowed().contains(Intent.MESSAGE_CONTENT)));
    }

    private Answer edit(Call call) {
        Message message = message(call, place(call));
        if (!message.author.equals(world.clara())) {
            throw Denial.fault(
                    Refusal.Kind.NOT_OWN_MESSAGE, 403, 50005, "Cannot edit a message authored by another user");
        }
        Draft draft = Draft.checked(world, call.body(), call.files());
        change(message, draft);
        return answer(message);
    }

    /** Applies a checked change; without content in the body the text stays. */
    void change(Message message, Draft draft) {
        JsonNode content = draft.body().path("content");
        String text = content.isMissingNode() ? message.content : draft.content();
        boolean nothing = text.isEmpty()
                && draft.files().isEmpty()
                && message.files.isEmpty()
                && (draft.body().has("embeds") ? draft.body().path("embeds").isEmpty() : message.embeds.isEmpty())
                && draft.body().path("components").isEmpty()
                && message.components.isEmpty();
        if (nothing) {
            throw Denial.fault(Refusal.Kind.EMPTY_MESSAGE, 400, 50006, "Cannot send an empty message");
        }
        draft.change(message);
        world.talk().edit(message, text);
    }

    private Answer delete(Call call) {
        Message message = message(call, place(call));
        if (!message.author.equals(world.clara())) {
            need(message.place, Permission.MANAGE_MESSAGES);
        }
        world.talk().delete(message);
        return Answer.done();
    }

    private Answer bulkDelete(Call call) {
        Place place = place(call);
        need(place, Permission.MANAGE_MESSAGES);
        List<Message> gone = call.body()
                .path("messages")
                .valueStream()
                .flatMap(id -> world.findMessage(id.asLong()).stream())
                .toList();
        world.talk().bulkDelete(place, gone);
        return Answer.done();
    }

    private Answer typing(Call call) {
        Place place = place(call);
        need(place, place.isThread() ? Permission.SEND_IN_THREADS : Permission.SEND);
        world.talk().typing(place);
        return Answer.done();
    }

    private Answer react(Call call, boolean added) {
        Message message = message(call, place(call));
        if (added) {
            need(message.place, Permission.ADD_REACTIONS);
            need(message.place, Permission.READ_HISTORY);
        }
        world.talk().react(message, world.clara(), call.text("emoji"), added);
        return Answer.done();
    }

    private Place place(Call call) {
        Place place = world.findPlace(call.id("channel"))
                .orElseThrow(() -> Denial.fault(Refusal.Kind.UNKNOWN_CHANNEL, 404, 10003, "Unknown Channel"));
        if (!place.sees(world.clara())) {
            throw Denial.fault(Refusal.Kind.MISSING_PERMISSION, 403, 50001, "Missing Access: " + place);
        }
        return place;
    }

    private Message message(Call call, Place place) {
        Message message = world.findMessage(call.id("message"))
                .filter(found -> found.place.equals(place))
                .orElseThrow(() -> Denial.fault(Refusal.Kind.UNKNOWN_MESSAGE, 404, 10008, "Unknown Message"));
        if (message.deleted) {
            throw Denial.plain(404, 10008, "Unknown Message");
        }
        return message;
    }

    private void need(Place place, Draft draft) {
        if (!draft.files().isEmpty()) {
            need(place, Permission.ATTACH_FILES);
        }
        if (!draft.body().path("embeds").isEmpty()) {
            need(place, Permission.EMBED_LINKS);
        }
        if (draft.body().has("message_reference")) {
            need(place, Permission.READ_HISTORY);
        }
    }

    private void need(Place place, Permission permission) {
        if (!place.may(world.clara(), permission)) {
            throw Denial.fault(
                    Refusal.Kind.MISSING_PERMISSION, 403, 50013, "Missing Permissions: " + permission + " in " + place);
        }
    }
}

package ai.clara.memory.contract;

import ai.clara.memory.recall.Told;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** People, names, days and words drawn by a seed; nobody of one draw meets anybody of another. */
final class Draw {
    private static final List<String> NAMES = List.of(
            "Ana", "Bruno", "Carmen", "Dilan", "Elif", "Farid", "Greta", "Hanna", "Ivo", "Jonas", "Kaito", "Leila",
            "Mirko", "Nadja", "Oskar", "Petra", "Quinn", "Rosa", "Stefan", "Tamara", "Ulrich", "Vera", "Wanda",
            "Yusuf");
    private static final List<String> CITIES =
            List.of("Porto", "Graz", "Lyon", "Tampere", "Bergen", "Valencia", "Ghent", "Cork", "Split", "Aarhus");

    /** What has nothing to do with anything that is asked about. */
    private static final List<String> CHATTER = List.of(
            "The printer on my floor is out of toner again",
            "I repainted the garden fence in dark green",
            "My neighbour has put up new curtains",
            "The soup needed a bit more salt",
            "I finally cleaned out the garage",
            "The lift in our building makes odd noises",
            "I can never find matching socks",
            "The bakery round the corner has closed for good",
            "I wrote a long letter to the tax office",
            "My phone battery hardly lasts until noon");

    final long seed;
    final Random random;
    private final List<String> names;
    private int met;

    Draw(String behaviour, long seed) {
        this.seed = behaviour.hashCode() * 1_000L + seed;
        this.random = new Random(this.seed * 0x9E3779B97F4A7C15L);
        var shuffled = new ArrayList<>(NAMES);
        Collections.shuffle(shuffled, random);
        this.names = shuffled;
    }

    /** Somebody who speaks with Clara or in rooms, in a zone. */
    record Person(PersonId id, String name, ZoneId zone) {
        Audience.OnePerson direct() {
            return new Audience.OnePerson(id);
        }

        Viewer viewer() {
            return Viewer.direct(id);
        }

        Viewer in(Audience.Room room) {
            return Viewer.inRoom(id, room);
        }
    }

    Person person(ZoneId zone) {
        int number = met++;
        return new Person(new PersonId(new UUID(seed, number)), names.get(number % names.size()), zone);
    }

    Person person() {
        return person(ZoneOffset.UTC);
    }

    Audience.Room room(String name) {
        return new Audience.Room("test", name + "-" + Long.toHexString(seed), 0);
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> list) {
        return list.get(upTo(list.size()));
    }

    /** Each of so many different ones. */
    <T> List<T> some(List<T> list, int count) {
        var shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    String city() {
        return of(CITIES);
    }

    LocalDate day() {
        return LocalDate.of(2025, 2, 1).plusDays(upTo(300));
    }

    /** In the daytime. */
    ZonedDateTime at(LocalDate day, Person person) {
        return day.atTime(9 + upTo(9), upTo(60)).atZone(person.zone());
    }

    /** So many messages about this and that, on days up to half a year away. */
    void chatter(Told told, Person person, LocalDate around, int count) {
        for (String text : some(CHATTER, count)) {
            LocalDate day = around.plusDays(upTo(360) - 180L);
            told.tell(person.direct(), person.id(), person.name(), at(day, person), text);
        }
    }
}

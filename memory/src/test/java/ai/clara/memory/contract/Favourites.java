package ai.clara.memory.contract;

import java.util.List;

/** What people tell of themselves, and how one asks for it: each in several wordings. */
record Favourites(String thing, List<String> values) {
    static final List<Favourites> ALL = List.of(
            new Favourites("colour", List.of("teal", "crimson", "ochre", "indigo", "maroon", "turquoise", "beige")),
            new Favourites("fruit", List.of("quince", "mango", "papaya", "cherry", "lychee", "apricot", "guava")),
            new Favourites("composer", List.of("Brahms", "Dvorak", "Satie", "Purcell", "Grieg", "Verdi", "Liszt")),
            new Favourites("flower", List.of("peony", "lupin", "dahlia", "orchid", "crocus", "tulip", "iris")),
            new Favourites("drink", List.of("cocoa", "kefir", "lemonade", "cider", "espresso", "rooibos", "mead")));
    private static final List<String> TOLD = List.of(
            "My favourite %s is %s",
            "I have decided that my favourite %s is %s",
            "Of every %s I know I like %s best",
            "If I had to name one %s it would be %s, no contest",
            "Just so you know: favourite %s? For me that is %s",
            "Don't tell anybody, but my favourite %s is secretly %s");
    private static final List<String> ASKED = List.of(
            "What is my favourite %s?",
            "Which %s do I like best?",
            "Do you remember my favourite %s?",
            "What %s did I say I prefer?",
            "Tell me which %s I like most, will you?",
            "What's the %s I am so fond of?",
            "What is everybody's favourite %s?");

    String told(Draw draw, String value) {
        return draw.of(TOLD).formatted(thing, value);
    }

    String asked(Draw draw) {
        return draw.of(ASKED).formatted(thing);
    }
}

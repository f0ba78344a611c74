package ai.clara.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pairs of the data file with names, places and dates drawn by seed, no value twice. */
record TellAsk(List<Pair> pairs, List<String> talk, List<String> values) {
    /** How a question relates to what was told. */
    enum Kind {
        PARAPHRASE,
        UPDATE,
        NEVER,
        DIRECT
    }

    /** @param tellTemplates as in the file; @param tells with values, in order; @param expected empty for what was never told */
    record Pair(Kind kind, List<String> tellTemplates, List<String> tells, String ask, String expected) {}

    private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(2?)}");

    private static final Map<String, List<String>> POOLS = Map.of(
            "name",
            words(
                    "Aurelia Bartholomew Cosima Dragan Eulalia Ferdinand Gwendolyn Hjalmar Ignatius Jolanda Kasimir Leopoldine Marisol"
                            + " Nepomuk Ottilie Perpetua Quirin Rosalind Sigrid Thaddeus Ulrika Valentin Wilhelmina Xenia Yannick Zdenka Anselm"
                            + " Brunhild Cyprian Dorothea Emeric Fenella Godfrey Hyacinth Isolde Jarmila Korbinian Ludmila"),
            "place",
            words(
                    "Aarhus Bamberg Coimbra Debrecen Esztergom Funchal Girona Harstad Ioannina Jelgava Kalmar Lecce Maribor Narvik Olomouc"
                            + " Perpignan Quimper Ravenna Salamanca Tampere Uppsala Viterbo Wroclaw Yverdon Zadar Antwerp Bergamo Cadiz Dundee"),
            "date",
            dates());

    static TellAsk draw(long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> pools = new LinkedHashMap<>();
        for (String kind : List.of("name", "place", "date")) {
            List<String> pool = new ArrayList<>(Objects.requireNonNull(POOLS.get(kind)));
            Collections.shuffle(pool, random);
            pools.put(kind, pool);
        }
        List<Pair> pairs = new ArrayList<>();
        List<String> talk = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String line : file()) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals("talk")) {
                talk.add(cells[1]);
                continue;
            }
            Map<String, String> drawn = new LinkedHashMap<>();
            Matcher holes = HOLE.matcher(cells[1]);
            while (holes.find()) {
                drawn.computeIfAbsent(
                        holes.group(),
                        hole -> Objects.requireNonNull(pools.get(holes.group(1)))
                                .removeLast());
            }
            values.addAll(drawn.values());
            List<String> templates = cells[1].isEmpty() ? List.of() : List.of(cells[1].split("\\|"));
            pairs.add(new Pair(
                    Kind.valueOf(cells[0].toUpperCase(java.util.Locale.ROOT)),
                    templates,
                    templates.stream().map(template -> fill(template, drawn)).toList(),
                    cells[2],
                    fill(cells[3], drawn)));
        }
        return new TellAsk(List.copyOf(pairs), List.copyOf(talk), List.copyOf(values));
    }

    /** Everything told, shuffled by seed; of an update the newer part comes later. */
    List<String> telling(long seed) {
        Random random = new Random(seed + 1);
        List<String> first = new ArrayList<>(talk);
        List<String> later = new ArrayList<>();
        for (Pair pair : pairs) {
            first.addAll(pair.tells().stream().limit(1).toList());
            later.addAll(pair.tells().stream().skip(1).toList());
        }
        Collections.shuffle(first, random);
        Collections.shuffle(later, random);
        first.addAll(later);
        return first;
    }

    /** The value an answer names first, empty when it names none. */
    String firstValueIn(String answer) {
        String first = "";
        int at = Integer.MAX_VALUE;
        for (String value : values) {
            Matcher found = Pattern.compile("(?<![\\w])" + Pattern.quote(value) + "(?![\\w])")
                    .matcher(answer);
            if (found.find() && found.start() < at) {
                at = found.start();
                first = value;
            }
        }
        return first;
    }

    private static List<String> file() {
        try (InputStream in = Objects.requireNonNull(TellAsk.class.getResourceAsStream("/tell-ask.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fill(String template, Map<String, String> drawn) {
        return HOLE.matcher(template).replaceAll(hole -> Objects.requireNonNull(drawn.get(hole.group())));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static List<String> dates() {
        List<String> dates = new ArrayList<>();
        List<String> months = words("January February April June July August September October November December");
        for (int i = 0; i < 30; i++) {
            dates.add((i % 27 + 1) + " " + months.get(i * 7 % months.size()));
        }
        return dates;
    }
}

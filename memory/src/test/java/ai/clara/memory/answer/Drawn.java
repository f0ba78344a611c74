package ai.clara.memory.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file of tell/ask pairs, with names, places and dates drawn by seed and the tellings shuffled. */
record Drawn(List<Pair> pairs, List<String> told) {
    /** @param expected empty for what was never told */
    record Pair(String kind, List<String> tells, String ask, String expected) {}

    private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(2?)}");
    private static final Map<String, List<String>> POOLS = Map.of(
            "name",
            words("Lena Marek Bruno Ayla Jonas Priya Tomas Ilse Rafael Wanda Kofi Greta Ottilie Hjalmar Quirin Sigrid"
                    + " Xenia Zdenka Anselm Cosima Dragan Jolanda Nepomuk Marisol Yannick Fenella"),
            "place",
            words("Graz Lyon Porto Turku Bergen Gdansk Leeds Ghent Malmo Split Tartu Brno Debrecen Coimbra Zadar Lecce"
                    + " Viterbo Narvik Olomouc Tampere"),
            "date",
            List.of(
                    "3 May 2014",
                    "12 July",
                    "21 October 2019",
                    "7 March",
                    "30 November",
                    "2 June 2011",
                    "14 August",
                    "9 February",
                    "27 April",
                    "18 December",
                    "5 September",
                    "23 January"));

    static Drawn draw(List<String> lines, long seed) {
        var random = new Random(seed);
        var pools = new LinkedHashMap<String, List<String>>();
        for (String kind : List.of("name", "place", "date")) {
            var pool = new ArrayList<>(Objects.requireNonNull(POOLS.get(kind)));
            Collections.shuffle(pool, random);
            pools.put(kind, pool);
        }
        var pairs = new ArrayList<Pair>();
        var tellings = new ArrayList<List<String>>();
        var later = new ArrayList<String>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            var drawn = new LinkedHashMap<String, String>();
            Matcher holes = HOLE.matcher(cells[1]);
            while (holes.find()) {
                drawn.computeIfAbsent(
                        holes.group(),
                        _ -> Objects.requireNonNull(pools.get(holes.group(1))).removeLast());
            }
            List<String> tells = cells[1].isEmpty()
                    ? List.of()
                    : List.of(cells[1].split("\\|")).stream()
                            .map(part -> fill(part, drawn))
                            .toList();
            // Who says "she" goes on about whom was just spoken of.
            boolean goesOn = tells.size() > 1 && tells.getLast().matches("(She|He|They|It)\\b.*");
            tellings.add(goesOn ? tells : tells.stream().limit(1).toList());
            later.addAll(goesOn ? List.of() : tells.stream().skip(1).toList());
            if (!cells[0].equals("talk")) {
                pairs.add(new Pair(cells[0], tells, cells[2], fill(cells[3], drawn)));
            }
        }
        Collections.shuffle(tellings, random);
        Collections.shuffle(later, random);
        var told = new ArrayList<String>();
        tellings.forEach(told::addAll);
        told.addAll(later);
        return new Drawn(List.copyOf(pairs), List.copyOf(told));
    }

    private static String fill(String template, Map<String, String> drawn) {
        return HOLE.matcher(template).replaceAll(hole -> Objects.requireNonNull(drawn.get(hole.group())));
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}

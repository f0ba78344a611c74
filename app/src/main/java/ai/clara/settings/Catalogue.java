package ai.clara.settings;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All settings of all rooms. A name that a room reads wins over the same name announced for later. */
public final class Catalogue {
    private final Map<String, List<Setting>> byTitle = new LinkedHashMap<>();
    private final Set<String> names = new TreeSet<>();

    public Catalogue(Collection<? extends SettingGroup> groups) {
        Set<String> read = new TreeSet<>();
        for (SettingGroup group : groups) {
            group.settings().stream().filter(s -> s.later().isEmpty()).forEach(s -> read.add(s.name()));
        }
        Set<String> listed = new TreeSet<>();
        groups.stream()
                .sorted(Comparator.comparing(Catalogue::allLater).thenComparing(SettingGroup::title))
                .forEach(group -> add(group, read, listed));
    }

    private void add(SettingGroup group, Set<String> read, Set<String> listed) {
        List<Setting> kept = new ArrayList<>();
        for (Setting setting : group.settings()) {
            boolean announcedOnly = !setting.later().isEmpty() && read.contains(setting.name());
            if (!announcedOnly && listed.add(setting.name())) {
                kept.add(setting);
            }
        }
        for (Setting setting : kept) {
            names.add(setting.name());
            names.addAll(setting.aliases());
        }
        byTitle.computeIfAbsent(group.title(), title -> new ArrayList<>()).addAll(kept);
    }

    private static boolean allLater(SettingGroup group) {
        return group.settings().stream().noneMatch(s -> s.later().isEmpty());
    }

    /** Headings with their settings, what works now first. */
    public Map<String, List<Setting>> byTitle() {
        return byTitle;
    }

    public List<Setting> all() {
        return byTitle.values().stream().flatMap(List::stream).toList();
    }

    /** Every name that may be set, older names included. */
    public Set<String> names() {
        return names;
    }
}

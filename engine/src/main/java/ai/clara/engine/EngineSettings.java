package ai.clara.engine;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** The settings of conversations and turns. */
@Singleton
public final class EngineSettings implements SettingGroup {
    public static final Setting DEFAULT_PROJECT = Setting.text(
            "DEFAULT_PROJECT",
            "Default Project",
            "What people call the project a conversation belongs to until it is given another; renaming it moves nothing.");
    public static final Setting DEFAULT_TIMEZONE =
            Setting.zone("DEFAULT_TIMEZONE", "UTC", "The time zone of people who have not named theirs.");
    public static final Setting SESSION_IDLE_MINUTES = Setting.number(
            "SESSION_IDLE_MINUTES",
            30,
            1,
            10_080,
            "Minutes of silence after which a session of a conversation closes.");
    public static final Setting STOP_PHRASES = Setting.text(
            "DISCORD_STOP_PHRASES",
            "clara stop,stop clara,nevermind,never mind",
            "Comma-separated messages that stop a running answer; a plain `stop` always does.");
    public static final Setting LANE_LIMIT = Setting.number(
            "CLARA_LANE_LIMIT",
            20,
            1,
            1000,
            "Messages of one conversation that may wait; more are refused with a line.");
    public static final Setting TURN_DEADLINE_SECONDS = Setting.number(
            "CLARA_TURN_DEADLINE_SECONDS", 120, 1, 3600, "Seconds after which nobody waits for an answer any more.");
    public static final Setting RECENT_MESSAGES = Setting.number(
            "CLARA_RECENT_MESSAGES", 20, 0, 200, "Messages of the running session that a model is shown.");
    public static final Setting SUMMARY_AGE_MINUTES = Setting.number(
            "DISCORD_SUMMARY_AGE_MINUTES",
            30,
            1,
            525_600,
            "Age in minutes from which messages of a room's running session are summarised, once a model is no longer shown them word for word.");
    public static final Setting SUMMARY_MESSAGES = Setting.number(
            "CLARA_SUMMARY_MESSAGES",
            20,
            1,
            1000,
            "Messages of that age that gather in a room before they are summarised together.");
    public static final Setting MODEL_TIER = Setting.choice(
            "MODEL_TIER", "", "Tier used when nothing asks for one; without it the base model.", "high", "mid", "low");

    @Override
    public String title() {
        return "Conversations";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                DEFAULT_PROJECT,
                DEFAULT_TIMEZONE,
                SESSION_IDLE_MINUTES,
                STOP_PHRASES,
                LANE_LIMIT,
                TURN_DEADLINE_SECONDS,
                RECENT_MESSAGES,
                SUMMARY_AGE_MINUTES,
                SUMMARY_MESSAGES,
                MODEL_TIER);
    }
}

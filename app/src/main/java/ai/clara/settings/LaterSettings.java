package ai.clara.settings;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Settings that are known, with their defaults, before the part that reads them is built. A part takes its own along. */
@Singleton
final class LaterSettings implements SettingGroup {
    @Override
    public String title() {
        return "Known, read later";
    }

    @Override
    public List<Setting> settings() {
        return Stream.of(
                        tiers(),
                        deeperMemory(),
                        secrets(),
                        discord(),
                        tools(),
                        google(),
                        mail(),
                        gateway(),
                        backup(),
                        dashboard())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Setting> later(String part, Setting... settings) {
        return Stream.of(settings).map(setting -> setting.later(part)).toList();
    }

    private static List<Setting> tiers() {
        return later(
                "a tier chosen for each message",
                Setting.flag("AUTO_TIER_SELECTION", false, "Let a fast model choose the tier of each message."));
    }

    private static List<Setting> deeperMemory() {
        return later(
                "deeper memory",
                Setting.flag("SKIP_PROFILE_LOAD", true, "Skip loading the profile at the first message."));
    }

    private static List<Setting> secrets() {
        return later(
                "secrets at rest",
                Setting.text("CLARA_MASTER_KEY", "", "Key that secrets at rest are sealed with.")
                        .asSecret(),
                Setting.text("CLARA_MASTER_KEY_FILE", "", "File that holds the master key."));
    }

    private static List<Setting> discord() {
        return later(
                "images, tools and the monitor of Discord",
                Setting.number("DISCORD_MAX_TOOL_RESULT_CHARS", 50000, 100, 10000000, "Characters of one tool result."),
                Setting.number("DISCORD_MONITOR_PORT", 8001, 0, 65535, "Port of the monitor."),
                Setting.flag("DISCORD_MONITOR_ENABLED", false, "Whether the monitor runs."),
                Setting.text("DISCORD_LOG_CHANNEL_ID", "", "Channel that log lines are mirrored to."),
                Setting.number("DISCORD_MAX_IMAGE_DIMENSION", 1568, 16, 16384, "Pixels of an image's longest edge."),
                Setting.number("DISCORD_MAX_IMAGE_SIZE", 4194304, 1024, 104857600, "Bytes of an image after resizing."),
                Setting.number("DISCORD_MAX_IMAGES_PER_REQUEST", 1, 1, 100, "Images in one request."));
    }

    private static List<Setting> tools() {
        return later(
                "tools",
                Setting.choice(
                        "SANDBOX_MODE", "auto", "Where code runs.", "auto", "docker", "local", "incus", "incus-vm"),
                Setting.text("DOCKER_SANDBOX_IMAGE", "python:3.12-slim", "Image of the sandbox."),
                Setting.number("DOCKER_SANDBOX_TIMEOUT", 900, 1, 86400, "Idle seconds of the sandbox."),
                Setting.text("DOCKER_SANDBOX_MEMORY", "512m", "Memory of the sandbox."),
                Setting.text("DOCKER_SANDBOX_CPU", "1.0", "CPUs of the sandbox."),
                Setting.text("INCUS_SANDBOX_IMAGE", "images:debian/12/cloud", "Image of the Incus sandbox."),
                Setting.choice("INCUS_SANDBOX_TYPE", "container", "Container or machine.", "container", "vm"),
                Setting.number("INCUS_SANDBOX_TIMEOUT", 900, 1, 86400, "Idle seconds of the Incus sandbox."),
                Setting.text("INCUS_SANDBOX_MEMORY", "512MiB", "Memory of the Incus sandbox."),
                Setting.text("INCUS_SANDBOX_CPU", "1", "CPUs of the Incus sandbox."),
                Setting.text("INCUS_REMOTE", "local", "Incus remote."),
                Setting.text("TAVILY_API_KEY", "", "Key for web search.").asSecret(),
                Setting.text("TOOL_API_KEY", "", "Key for tool calls, when it differs.")
                        .asSecret(),
                Setting.text("TOOL_BASE_URL", "", "Address for tool calls, when it differs."),
                Setting.choice("TOOL_DESC_TIER", "high", "Tier that describes tool calls.", "high", "mid", "low"),
                Setting.number("TOOL_DESC_MAX_WORDS", 20, 1, 200, "Words of such a description."),
                Setting.choice("TOOL_CALL_MODE", "native", "How tools are told to a model.", "xml", "native"),
                Setting.text("CLARA_FILES_DIR", "./clara_files", "Where people's files lie."),
                Setting.number("CLARA_MAX_FILE_SIZE", 52428800, 1, 10737418240L, "Bytes of one file."),
                Setting.text("GITHUB_TOKEN", "", "Token for GitHub.").asSecret(),
                Setting.text("CLAUDE_CODE_WORKDIR", "", "Directory of coding tasks."),
                Setting.number("CLAUDE_CODE_MAX_TURNS", 10, 1, 1000, "Steps of a coding task."),
                Setting.text("MCP_SERVERS_DIR", ".mcp_servers", "Where tool servers lie."),
                Setting.text("MCP_SERVERS_PATH", "./mcp_servers", "The same, seen from the host."),
                Setting.text("SMITHERY_API_TOKEN", "", "Token for the Smithery registry.")
                        .asSecret()
                        .alias("SMITHERY_API_KEY"));
    }

    private static List<Setting> google() {
        return later(
                "Google Workspace",
                Setting.text("GOOGLE_CLIENT_ID", "", "OAuth client id."),
                Setting.text("GOOGLE_CLIENT_SECRET", "", "OAuth client secret.").asSecret(),
                Setting.text("GOOGLE_REDIRECT_URI", "", "OAuth callback address."),
                Setting.text(
                        "GOOGLE_AUTH_URL",
                        "https://accounts.google.com/o/oauth2/v2/auth",
                        "Address of the consent page."),
                Setting.text("GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token", "Address for tokens."),
                Setting.text("GOOGLE_API_BASE_URL", "https://www.googleapis.com", "Address of the APIs."),
                Setting.text("CLARA_API_URL", "", "Public address of the API service."));
    }

    private static List<Setting> mail() {
        return later(
                "email",
                Setting.flag("EMAIL_MONITORING_ENABLED", false, "Watch mailboxes."),
                Setting.text("EMAIL_ENCRYPTION_KEY", "", "Key that mailbox passwords are sealed with.")
                        .asSecret(),
                Setting.number("EMAIL_DEFAULT_POLL_INTERVAL", 5, 1, 1440, "Minutes between looks."));
    }

    private static List<Setting> gateway() {
        return later(
                "gateway",
                Setting.text("CLARA_GATEWAY_HOST", "127.0.0.1", "Address of the gateway."),
                Setting.number("CLARA_GATEWAY_PORT", 18789, 0, 65535, "Port of the gateway."),
                Setting.text("CLARA_GATEWAY_SECRET", "", "Secret shared with adapters.")
                        .asSecret(),
                Setting.text("CLARA_HOOKS_DIR", "./hooks", "Where hooks.yaml lies."),
                Setting.text("CLARA_SCHEDULER_DIR", ".", "Where scheduler.yaml lies."));
    }

    private static List<Setting> backup() {
        return later(
                "backup",
                Setting.text("S3_BUCKET", "clara-backups", "Bucket of backups."),
                Setting.text("S3_ENDPOINT_URL", "https://s3.wasabisys.com", "Address of the object store."),
                Setting.text("S3_ACCESS_KEY", "", "Access key there.").asSecret(),
                Setting.text("S3_SECRET_KEY", "", "Secret key there.").asSecret(),
                Setting.text("S3_REGION", "us-east-1", "Region there."),
                Setting.number("BACKUP_RETENTION_DAYS", 7, 1, 36500, "Days that backups are kept."),
                Setting.number("RESPAWN_PROTECTION_HOURS", 23, 0, 8760, "Hours between backups."),
                Setting.flag("FORCE_BACKUP", false, "Back up although the last is recent."),
                Setting.number("DB_RETRY_ATTEMPTS", 5, 1, 1000, "Tries to reach the database."),
                Setting.number("DB_RETRY_DELAY", 2, 0, 3600, "Seconds before the second try."));
    }

    private static List<Setting> dashboard() {
        return later(
                "release dashboard",
                Setting.text("GITHUB_CLIENT_ID", "", "OAuth client id at GitHub."),
                Setting.text("GITHUB_CLIENT_SECRET", "", "OAuth client secret at GitHub.")
                        .asSecret(),
                Setting.text("GITHUB_REDIRECT_URI", "", "OAuth callback address."),
                Setting.text("GITHUB_REPO_OWNER", "", "Owner of the repository."),
                Setting.text("GITHUB_REPO_NAME", "", "Name of the repository."),
                Setting.text("SESSION_SECRET", "", "Key that cookies are signed with.")
                        .asSecret(),
                Setting.text("WORKFLOW_DEPLOY", "promote-to-main.yml", "Workflow that deploys."));
    }
}

package ai.clara.settings;

import java.util.List;
import java.util.Set;

/** Variables that belong to other programs, so that they never count as misspelt settings of Clara's. */
final class OtherPrograms {
    private static final List<String> PREFIXES = List.of(
            "GITHUB_",
            "GITLAB_",
            "CI_",
            "RUNNER_",
            "COMPOSE_",
            "DOCKER_",
            "POSTGRES_",
            "PG",
            "AWS_",
            "AZURE_",
            "GOOGLE_",
            "GCP_",
            "OPENAI_",
            "ANTHROPIC_",
            "CLAUDE_",
            "OLLAMA_",
            "HF_",
            "NEO4J_",
            "QDRANT_",
            "RAILWAY_",
            "KUBERNETES_",
            "MAVEN_",
            "JAVA_",
            "JDK_",
            "LC_",
            "XDG_",
            "SSH_",
            "GIT_",
            "NPM_",
            "NODE_",
            "PYTHON");
    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "SHELL",
            "LANG",
            "TERM",
            "TZ",
            "PWD",
            "OLDPWD",
            "LOGNAME",
            "MAIL",
            "EDITOR",
            "HOSTNAME",
            "TMPDIR",
            "DISPLAY",
            "CI",
            "DEBUG",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "ALL_PROXY",
            "USERNAME",
            "USER_UID",
            "USERID",
            "GROUP_ID",
            "USER_GID",
            "SESSION_ID",
            "SSL_CERT_FILE",
            "COLORTERM",
            "MODEL_TYPE",
            "LLM_MODEL",
            "NEO4J_URI",
            "OPENAI_API_BASE",
            "OPENAI_BASE_URL",
            "OPENAI_ORG_ID",
            "GITHUB_ACTIONS");
    /** What Clara herself gives to hook commands; a hook may start {@code ./clara} with them set. */
    private static final Set<String> GIVEN_TO_HOOKS = Set.of(
            "CLARA_EVENT_TYPE",
            "CLARA_TIMESTAMP",
            "CLARA_NODE_ID",
            "CLARA_PLATFORM",
            "CLARA_USER_ID",
            "CLARA_CHANNEL_ID",
            "CLARA_REQUEST_ID",
            "CLARA_EVENT_DATA");

    private OtherPrograms() {}

    /** A variable that is right exactly as it is. */
    static boolean wellKnown(String name) {
        return NAMES.contains(name);
    }

    /** A name in another program's family; a slip in one of ours may still hide there. */
    static boolean prefixed(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    static boolean givenToHooks(String name) {
        return GIVEN_TO_HOOKS.contains(name);
    }
}

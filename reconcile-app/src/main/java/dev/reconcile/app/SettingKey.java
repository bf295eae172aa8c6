package dev.reconcile.app;

import dev.reconcile.app.SettingShape.Choice;
import dev.reconcile.app.SettingShape.Cron;
import dev.reconcile.app.SettingShape.FilePath;
import dev.reconcile.app.SettingShape.Fraction;
import dev.reconcile.app.SettingShape.GatewayUrl;
import dev.reconcile.app.SettingShape.Interval;
import dev.reconcile.app.SettingShape.JobName;
import dev.reconcile.app.SettingShape.Mapping;
import dev.reconcile.app.SettingShape.Names;
import dev.reconcile.app.SettingShape.OnOff;
import dev.reconcile.app.SettingShape.PointInTime;
import dev.reconcile.app.SettingShape.Secret;
import dev.reconcile.app.SettingShape.ShareOrRows;
import dev.reconcile.app.SettingShape.Text;
import dev.reconcile.app.SettingShape.Time;
import dev.reconcile.app.SettingShape.Url;
import dev.reconcile.app.SettingShape.WholeNumber;
import dev.reconcile.app.SettingShape.Zone;
import dev.reconcile.core.table.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is, in the order in which people look for them. Flags, environment variables, the file, its JSON
 * Schema and {@code docs/settings.md} all follow this one list.
 *
 * <p>A setting is known by its key, which is also its place in the file: {@code source.port} is {@code port} in the
 * section {@code source}. Its flag is {@code --source-port}, its environment variable {@code RECONCILE_SOURCE_PORT}.
 */
public enum SettingKey {
    CONFIG("config", new FilePath(), "A YAML file with settings."),

    SOURCE_ENGINE("source.engine", engine("sqlserver"), "The engine; a URL tells it by itself."),
    SOURCE_SERVER(
            "source.server",
            text(),
            "The server's name or address; for SQL Server also server\\instance.",
            "source.host"),
    SOURCE_PORT("source.port", port(), "The server's port; without it 1433 for SQL Server, 5432 for PostgreSQL."),
    SOURCE_DATABASE("source.database", text(), "The database."),
    SOURCE_USERNAME("source.username", text(), "The login; one that may only read is enough."),
    SOURCE_PASSWORD("source.password", new Secret(), "Its password. Others can see it on a command line."),
    SOURCE_PASSWORD_FILE("source.password-file", new FilePath(), "A file that holds the password and nothing else."),
    SOURCE_URL("source.url", new Url(), "A JDBC URL, instead of server, port and database."),
    SOURCE_ENCRYPT("source.encrypt", encrypt(), "SQL Server: whether the connection is encrypted (TLS)."),
    SOURCE_TRUST_CERTIFICATE(
            "source.trust-certificate", new OnOff(), "SQL Server: takes the server's certificate unseen."),
    SOURCE_SSLMODE("source.sslmode", sslmode(), "PostgreSQL: whether and how the connection is encrypted (TLS)."),
    SOURCE_APPLICATION_INTENT(
            "source.application-intent", intent(), "SQL Server: read-only may lead to a replica that lags."),

    TARGET_ENGINE("target.engine", engine("postgresql"), "The engine; a URL tells it by itself."),
    TARGET_HOST(
            "target.host",
            text(),
            "The server's name or address; for SQL Server also server\\instance.",
            "target.server"),
    TARGET_PORT("target.port", port(), "The server's port; without it 1433 for SQL Server, 5432 for PostgreSQL."),
    TARGET_DATABASE("target.database", text(), "The database."),
    TARGET_USERNAME("target.username", text(), "The login; one that may only read is enough."),
    TARGET_PASSWORD("target.password", new Secret(), "Its password. Others can see it on a command line."),
    TARGET_PASSWORD_FILE("target.password-file", new FilePath(), "A file that holds the password and nothing else."),
    TARGET_URL("target.url", new Url(), "A JDBC URL, instead of host, port and database."),
    TARGET_ENCRYPT("target.encrypt", encrypt(), "SQL Server: whether the connection is encrypted (TLS)."),
    TARGET_TRUST_CERTIFICATE(
            "target.trust-certificate", new OnOff(), "SQL Server: takes the server's certificate unseen."),
    TARGET_SSLMODE("target.sslmode", sslmode(), "PostgreSQL: whether and how the connection is encrypted (TLS)."),
    TARGET_APPLICATION_INTENT(
            "target.application-intent", intent(), "SQL Server: read-only may lead to a replica that lags."),

    VAULT_USE("vault.use", "use-vault", new OnOff(), "Takes what is not given of source and target from Vault."),
    VAULT_ADDRESS("vault.address", text(), "Where Vault is, such as https://vault.example.com:8200."),
    VAULT_TOKEN("vault.token", new Secret(), "A token of Vault."),
    VAULT_TOKEN_FILE("vault.token-file", new FilePath(), "A file that holds the token and nothing else."),
    VAULT_ROLE_ID("vault.role-id", text(), "The role id of an AppRole login."),
    VAULT_SECRET_ID("vault.secret-id", new Secret(), "The secret id of an AppRole login."),
    VAULT_KUBERNETES_ROLE("vault.kubernetes-role", text(), "The role of a login with the pod's service account."),
    VAULT_KUBERNETES_TOKEN_FILE(
            "vault.kubernetes-token-file",
            new FilePath(),
            "The service account's token; without it where Kubernetes puts it."),
    VAULT_AUTH_MOUNT(
            "vault.auth-mount", text(), "Where the login's method is mounted; without it approle or kubernetes."),
    VAULT_NAMESPACE("vault.namespace", text(), "The namespace."),
    VAULT_CA_FILE("vault.ca-file", new FilePath(), "Certificates (PEM) to trust instead of Java's own."),
    VAULT_MOUNT("vault.mount", new Text("secret"), "Where the KV engine is mounted."),
    VAULT_KV_VERSION("vault.kv-version", choice("auto", "auto", "1", "2"), "The KV engine's version; auto asks Vault."),
    VAULT_SOURCE_PATH(
            "vault.source-path",
            text(),
            "The source's secret; without it database/sqlserver or database/postgresql in the mount."),
    VAULT_TARGET_PATH(
            "vault.target-path",
            text(),
            "The target's secret; without it database/sqlserver or database/postgresql in the mount."),

    SOURCE_TABLES(
            "tables.source-tables",
            "source-tables",
            new Names(Names.Of.TABLES),
            "The source tables.",
            "tables.source-table"),
    TARGET_TABLES(
            "tables.target-tables",
            "target-tables",
            new Names(Names.Of.TABLES),
            "Their target tables in the same order; without them by the naming rule.",
            "tables.target-table"),
    TABLES_INCLUDE(
            "tables.include", "tables", new Names(Names.Of.PATTERNS), "Patterns of source tables, such as dbo.*"),
    TABLES_EXCLUDE(
            "tables.exclude", "exclude", new Names(Names.Of.PATTERNS), "Patterns of source tables to leave out."),
    TABLES_NAMING(
            "tables.naming",
            "naming",
            choice("as-is", "as-is", "lower", "snake"),
            "How a source table's name is spelled in the target."),
    TABLES_SCHEMA_MAP(
            "tables.schema-map",
            "schema-map",
            new Mapping(),
            "The target's schema for a schema of the source; other tables are found on the search path."),
    TABLES_COLUMNS(
            "tables.columns", "columns", new Names(Names.Of.COLUMNS), "Compares only these columns, in every table."),
    TABLES_EXCLUDE_COLUMNS(
            "tables.exclude-columns",
            "exclude-columns",
            new Names(Names.Of.COLUMNS),
            "Leaves these columns out, in every table."),
    TABLES_PRESET(
            "tables.preset",
            "preset",
            choice(Preset.NONE.toString(), words(Preset.values())),
            "What fills the target, so that only what it does otherwise is a difference."),

    TABLES_OLDER_THAN(
            "tables.older-than",
            "older-than",
            new Time("1s", ""),
            "Compares only rows that were written longer ago than this, by their age-column: the cheap way where the"
                    + " pipeline is never further behind."),
    TABLES_AGE_COLUMN(
            "tables.age-column",
            "age-column",
            new Names(Names.Of.COLUMNS),
            "The source's column that says when a row was written last, for older-than; of several the first that a"
                    + " table has. A table without one is compared over rows of every age."),

    TABLES_SINCE(
            "tables.since",
            "since",
            new PointInTime(),
            "Compares only rows that were changed then or later, by their change-column. What is older is not compared, nor what"
                    + " was deleted or changed without setting it."),
    TABLES_CHANGE_COLUMN(
            "tables.change-column",
            "change-column",
            new Names(Names.Of.COLUMNS),
            "The source's column that says when a row was changed last, for since; of several the first that a table has. A"
                    + " table without one is compared whole up to 10,000 rows; a larger one is not read, and does not match."),
    TABLES_CHANGE_ZONE(
            "tables.change-zone",
            "change-zone",
            new Zone("UTC"),
            "The time zone of change-columns that hold none themselves."),

    TABLES_MASK(
            "tables.mask",
            "mask",
            new Names(Names.Of.COLUMNS),
            "Compares these columns in every table, but shows no value of them anywhere, not even in a key."),

    VALIDATE_CHECKSUMS(
            "options.validate-checksums",
            "validate-checksums",
            new OnOff(),
            "Compares the contents too, not only the numbers of rows, and names the rows and columns that differ."),
    NO_ROW_DETAILS(
            "options.no-row-details",
            "no-row-details",
            new OnOff(),
            "Says only that contents differ, without reading again to find the rows."),
    MAX_DETAILS(
            "options.max-details",
            "max-details",
            new WholeNumber(0, 100_000, "1000", "rows"),
            "How many rows that differ the report names of each table; their numbers are exact all the same."),
    SHOW_VALUES(
            "options.show-values",
            "show-values",
            new OnOff(""),
            "Shows both values of each column that differs; without it only where a console report goes to a terminal."),
    CONFIRM_DELAY(
            "options.confirm-delay",
            "confirm-delay",
            new Time("0s", "30s"),
            "How long a row must differ while its source stands still, so that it is not only late; longer than the"
                    + " pipeline's lag. Counts that differ are taken again within it. 0s believes the first look."),
    CONFIRM_LOOKS(
            "options.confirm-looks",
            "confirm-looks",
            new WholeNumber(2, 20, "3", "looks"),
            "How often rows or counts that differ are looked at within that time."),
    HALT_ABOVE(
            "options.halt-above",
            "halt-above",
            new ShareOrRows(),
            "Ends the search for the rows of a table that differ once so many are found and confirmed, such as 5% or"
                    + " 10000, and says so. Tables of fewer than 10,000 rows are searched to the end."),
    SCRUB(
            "options.scrub",
            "scrub",
            new Fraction(),
            "Compares about this share of each table, such as 1/24, in each run another part, and says when each was compared"
                    + " last. Needs validate-checksums, and in checkpoint a file that remembers it. Tables of up to 10,000 rows"
                    + " are compared whole."),
    HASH_IN(
            "options.hash-in",
            "hash-in",
            choice("auto", "auto", "database", "client"),
            "Where rows are hashed; auto tries a large table both ways, and takes the faster one."),
    ROUNDING(
            "options.rounding",
            "rounding",
            choice("half-up", "half-up", "truncate"),
            "How fractions of a second lose the digits that the target cannot hold."),
    PARALLELISM(
            "options.parallelism",
            "parallelism",
            new WholeNumber(1, 64, "4", "tables"),
            "How many tables are compared at once, or parts of the last ones; never more than max-connections."),
    MAX_CONNECTIONS(
            "options.max-connections",
            "max-connections",
            new WholeNumber(1, 64, "4", "connections"),
            "The most connections open at once to each database."),
    CONNECT_TIMEOUT(
            "options.connect-timeout",
            "connect-timeout",
            new Time("1s", "10s"),
            "How long a connection may take to open."),
    STATEMENT_TIMEOUT(
            "options.statement-timeout", "statement-timeout", new Time("1s", "1h"), "How long one statement may run."),
    LOCK_TIMEOUT(
            "options.lock-timeout",
            "lock-timeout",
            new Time("1ms", "1s"),
            "How long a statement may wait for a lock, below statement-timeout. It is tried five times; then the table is"
                    + " skipped, or a range of its keys."),
    MAX_RATE(
            "options.max-rate",
            "max-rate",
            new WholeNumber(1, Integer.MAX_VALUE, "", "rows a second"),
            "The most rows read in a second from each side, over all tables at once."),
    PAUSE_WHEN(
            "options.pause-when",
            "pause-when",
            new Names(Names.Of.CONDITIONS),
            "Reads nothing while one of these holds, such as replica-lag>10s or source.active-sessions>50. Asked every"
                    + " few seconds, between two reads."),
    PAUSE_FILE("options.pause-file", "pause-file", new FilePath(), "Reads nothing while this file exists."),
    RUN_TIME(
            "options.run-time",
            "run-time",
            new Time("1s", ""),
            "Begins no read after so long; what was not compared by then is skipped, and the run does not pass."),
    OUTPUT(
            "options.output",
            "output",
            new FilePath(),
            "The file that the report is written to; without it standard output."),
    OUTPUT_DIR(
            "options.output-dir",
            "output-dir",
            new FilePath(),
            "A folder for the report, which is named by the time. The newest stands there once more as latest."),
    KEEP_REPORTS(
            "options.keep-reports",
            "keep-reports",
            new WholeNumber(1, 1_000_000, "", "reports"),
            "How many reports output-dir keeps; the oldest are removed. Without it all stay."),
    DETAILS_FILE(
            "options.details-file",
            "details-file",
            new FilePath(),
            "A file for every row that differs, one JSON object a line, however many there are. It holds values of rows"
                    + " where show-values is turned on. Needs validate-checksums."),
    REPAIR_FILE(
            "options.repair-file",
            "repair-file",
            new FilePath(),
            "A file for a script that mends a PostgreSQL target, to be read before it is run. It holds values of rows."
                    + " Needs validate-checksums."),
    CHECKPOINT(
            "options.checkpoint",
            "checkpoint",
            new FilePath(),
            "A file that holds how far the run has come, until it has come to its end: the same command goes on from there"
                    + " after a kill, an interruption or the end of run-time. It holds keys of rows. Beside"
                    + " details-file or repair-file a second one, with .rows behind its name, holds the rows that differ."
                    + " With scrub it stays, for the next run."),
    JOB(
            "options.job",
            "job",
            new JobName("reconcile"),
            "What the runs are called: in the history, in metrics (label reconcile_job, the group of a Pushgateway). Where the"
                    + " file has a job of this name, its settings hold."),
    METRICS_FILE(
            "options.metrics-file",
            "metrics-file",
            new FilePath(),
            "A file for the metrics of the run, such as reconcile.prom in the folder of node_exporter's textfile collector."
                    + " A failure to write it is only warned of."),
    PUSHGATEWAY(
            "options.pushgateway",
            "pushgateway",
            new GatewayUrl(),
            "A Prometheus Pushgateway that the metrics of the run are added to, such as http://localhost:9091, with"
                    + " user:password@ where it wants those. A failure to add them is only warned of."),
    FORMAT("options.format", "format", choice("json", "json", "csv", "console", "html"), "The report's format."),
    LOG_LEVEL(
            "options.log-level",
            "log-level",
            choice("warn", "error", "warn", "info", "debug", "trace"),
            "What is logged on standard error."),
    LOG_FORMAT(
            "options.log-format",
            "log-format",
            choice("human", "human", "json"),
            "How log lines look: for people, or one JSON object a line. What a single run tells beside"
                    + " the log (progress, warnings) stays lines for people."),
    QUIET("options.quiet", "quiet", new OnOff(), "Shows no progress."),

    HISTORY_DATA_DIR(
            "history.data-dir",
            "data-dir",
            new FilePath(),
            "A folder for the history of runs and findings, in a file of H2. A single run has a history only where this or"
                    + " history-url is given."),
    HISTORY_URL(
            "history.url",
            new Url(),
            "The JDBC URL of a PostgreSQL database for the history, instead of data-dir; daemons that share it share their"
                    + " jobs."),
    HISTORY_USERNAME("history.username", text(), "The history's login; it makes tables and writes to them."),
    HISTORY_PASSWORD("history.password", new Secret(), "Its password. Others can see it on a command line."),
    HISTORY_PASSWORD_FILE("history.password-file", new FilePath(), "A file that holds the password and nothing else."),
    HISTORY_STORE_VALUES(
            "history.store-values",
            "store-values",
            new OnOff(),
            "Keeps both values of each column that differs, too, not only keys and the columns' names."),
    HISTORY_KEEP_DAYS(
            "history.keep-days",
            "keep-days",
            new WholeNumber(1, 36_500, "90", "days"),
            "How long runs and findings that ended are kept."),
    HISTORY_KEEP_RUNS(
            "history.keep-runs",
            "keep-runs",
            new WholeNumber(1, 1_000_000, "1000", "runs of a job"),
            "How many runs of each job are kept at most."),
    HISTORY_MAX_FINDINGS(
            "history.max-findings",
            "max-findings",
            new WholeNumber(1, 1_000_000, "10000", "rows of a table"),
            "How many rows that differ are remembered one by one; more are counted."),

    SCHEDULE_INTERVAL(
            "schedule.interval",
            "interval",
            new Interval(),
            "The time from one run to the next, counted from midnight in UTC on: 21600 or 6h is at 0, 6, 12 and 18 o'clock."),
    SCHEDULE_CRON(
            "schedule.cron",
            "cron",
            new Cron(),
            "When to run, as in crontab(5): minute, hour, day of the month, month, day of the week."),
    SCHEDULE_TIME_ZONE("schedule.time-zone", "time-zone", new Zone("UTC"), "The time zone of cron."),
    SCHEDULE_RUN_NOW("schedule.run-now", "run-now", new OnOff(), "Runs once at the start, too."),
    SCHEDULE_STOP_TIME(
            "schedule.stop-time",
            "stop-time",
            new Time("1s", "20s"),
            "How long running comparisons may take to end once the daemon is told to stop."),
    SCHEDULE_METRICS_PORT(
            "schedule.metrics-port",
            "metrics-port",
            new WholeNumber(0, 65_535, "", "port"),
            "Offers metrics for Prometheus at this port, under /metrics; 0 takes one that is free. Without it nothing listens."),
    SCHEDULE_METRICS_ADDRESS(
            "schedule.metrics-address",
            "metrics-address",
            new Text("127.0.0.1"),
            "The address for that. Metrics show names of tables and numbers of rows to whoever reaches it."),

    HTTP_PORT(
            "http.port",
            new WholeNumber(0, 65_535, "8080", "port"),
            "The port of 'reconcile serve'; 0 takes one that is free."),
    HTTP_ADDRESS(
            "http.address",
            new Text("127.0.0.1"),
            "The address of this machine that it listens at. Any but a loopback address needs tokens."),
    HTTP_TOKENS(
            "http.tokens",
            new FilePath(),
            "A file with a line of 'reconcile token create' for each token. Without it everybody who reaches the service"
                    + " may do everything."),
    HTTP_TLS_CERTIFICATE(
            "http.tls-certificate",
            new FilePath(),
            "A PEM file with the certificate of the service and those it is signed by: then it speaks HTTPS alone."),
    HTTP_TLS_KEY(
            "http.tls-key", new FilePath(), "A PEM file with the certificate's private key, in PKCS #8, unencrypted.");

    private final String key;
    private final String flagName;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values that do not change
    private final SettingShape shape;

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<String> aliases;

    SettingKey(String key, SettingShape shape, String description, String... aliases) {
        this(key, key.replace('.', '-'), shape, description, aliases);
    }

    SettingKey(String key, String flagName, SettingShape shape, String description, String... aliases) {
        this.key = key;
        this.flagName = flagName;
        this.shape = shape;
        this.description = description;
        this.aliases = List.of(aliases);
    }

    /**
     * The setting of a key or an alias of one. Empty if there is none.
     *
     * @param keyOrAlias such as {@code source.server}
     */
    public static Optional<SettingKey> find(String keyOrAlias) {
        return Arrays.stream(values())
                .filter(setting -> setting.keys().contains(keyOrAlias))
                .findFirst();
    }

    /** The setting of a flag; empty if there is none. */
    public static Optional<SettingKey> ofFlag(String flag) {
        return Arrays.stream(values())
                .filter(setting -> setting.flags().contains(flag))
                .findFirst();
    }

    /** Its key: {@code source.server}. */
    public String key() {
        return key;
    }

    /** Whether it says where a run writes what it found. A command that shows rows at once has no use for it. */
    public boolean namesOutput() {
        return isOfHistory() || this == CHECKPOINT || namesResult();
    }

    /** Whether it says where what a run found is written for people and programs, who take it for the whole of its job. */
    boolean namesResult() {
        return this == OUTPUT
                || this == OUTPUT_DIR
                || this == KEEP_REPORTS
                || this == DETAILS_FILE
                || this == REPAIR_FILE
                || this == METRICS_FILE
                || this == PUSHGATEWAY;
    }

    /** Whether it says where what runs found is remembered. */
    public boolean isOfHistory() {
        return key.startsWith("history.");
    }

    /** Whether it says when runs are due. A command that runs at once has no use for it. */
    public boolean schedules() {
        return key.startsWith("schedule.");
    }

    /** Whether it says how the HTTP service is reached. Only the command that serves has a use for it. */
    public boolean serves() {
        return key.startsWith("http.");
    }

    /** Whether a job of the file may have a value of its own for it. */
    boolean isOfJobs() {
        return this != JOB
                && this != LOG_LEVEL
                && this != LOG_FORMAT
                && this != QUIET
                && this != SCHEDULE_STOP_TIME
                && this != SCHEDULE_METRICS_PORT
                && this != SCHEDULE_METRICS_ADDRESS
                && section()
                        .filter(List.of("tables", "options", "schedule")::contains)
                        .isPresent();
    }

    /** Whether it says how a run spares the databases. A command that looks at some rows has no use for it. */
    public boolean paces() {
        return this == HALT_ABOVE
                || this == SCRUB
                || this == MAX_RATE
                || this == PAUSE_WHEN
                || this == PAUSE_FILE
                || this == RUN_TIME;
    }

    /**
     * Whether the result of a table depends on it. It is not asked of those that say where the databases are, nor of those
     * that choose the tables: what they come to is what counts.
     */
    boolean shapesResults() {
        return switch (this) {
            case CONFIG,
                    SOURCE_TABLES,
                    TARGET_TABLES,
                    TABLES_INCLUDE,
                    TABLES_EXCLUDE,
                    TABLES_NAMING,
                    TABLES_SCHEMA_MAP,
                    CONFIRM_DELAY,
                    CONFIRM_LOOKS,
                    PARALLELISM,
                    MAX_CONNECTIONS,
                    CONNECT_TIMEOUT,
                    STATEMENT_TIMEOUT,
                    LOCK_TIMEOUT,
                    MAX_RATE,
                    PAUSE_WHEN,
                    PAUSE_FILE,
                    RUN_TIME,
                    OUTPUT,
                    OUTPUT_DIR,
                    KEEP_REPORTS,
                    JOB,
                    DETAILS_FILE,
                    REPAIR_FILE,
                    CHECKPOINT,
                    METRICS_FILE,
                    PUSHGATEWAY,
                    FORMAT,
                    LOG_LEVEL,
                    LOG_FORMAT,
                    QUIET -> false;
            default -> section().filter(List.of("tables", "options")::contains).isPresent();
        };
    }

    /** Its key and the other keys that mean the same, such as {@code source.host}. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>(aliases);
        keys.add(0, key);
        return List.copyOf(keys);
    }

    /** Its flag: {@code --source-server}. */
    public String flag() {
        return "--" + flagName;
    }

    /** Its flag and the others that mean the same: {@code --source-server}, {@code --source-host}. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(flag()));
        for (String alias : aliases) {
            flags.add("--"
                    + (alias.startsWith("tables.") ? alias.substring("tables.".length()) : alias.replace('.', '-')));
        }
        return List.copyOf(flags);
    }

    /** Its environment variable: {@code RECONCILE_SOURCE_SERVER}. */
    public String environmentVariable() {
        return environmentVariables().get(0);
    }

    /**
     * Its environment variables: its own, those of its aliases, and those by which other programs know it. The first one
     * that is set counts.
     */
    public List<String> environmentVariables() {
        List<String> variables = new ArrayList<>();
        for (String flag : flags()) {
            variables.add(
                    "RECONCILE_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        switch (this) {
            case VAULT_ADDRESS -> variables.add("VAULT_ADDR");
            case VAULT_TOKEN -> variables.add("VAULT_TOKEN");
            case VAULT_ROLE_ID -> variables.add("VAULT_ROLE_ID");
            case VAULT_SECRET_ID -> variables.add("VAULT_SECRET_ID");
            case VAULT_KUBERNETES_ROLE -> variables.add("VAULT_KUBERNETES_ROLE");
            case VAULT_KUBERNETES_TOKEN_FILE -> variables.add("VAULT_KUBERNETES_JWT_FILE");
            case VAULT_AUTH_MOUNT -> variables.add("VAULT_AUTH_MOUNT");
            case VAULT_MOUNT -> variables.add("VAULT_MOUNT");
            case VAULT_KV_VERSION -> variables.add("VAULT_KV_VERSION");
            case VAULT_NAMESPACE -> variables.add("VAULT_NAMESPACE");
            case VAULT_CA_FILE -> variables.add("VAULT_CACERT");
            default -> {
                // Nobody else has a variable for it.
            }
        }
        return List.copyOf(variables);
    }

    /** The section of the file that it stands in: {@code source}; empty for the one that names the file. */
    public Optional<String> section() {
        return key.contains(".") ? Optional.of(key.substring(0, key.indexOf('.'))) : Optional.empty();
    }

    /** Its key within its section: {@code server}. */
    public String keyInSection() {
        return key.substring(key.indexOf('.') + 1);
    }

    /** What its value looks like. */
    public SettingShape shape() {
        return shape;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** Whether it must be known before Vault is asked, so that its value cannot come from there. */
    boolean isNeededBeforeVault() {
        return switch (this) {
            // Metrics tell of a Vault that is not to be had, too.
            case CONFIG,
                    OUTPUT,
                    OUTPUT_DIR,
                    KEEP_REPORTS,
                    DETAILS_FILE,
                    REPAIR_FILE,
                    CHECKPOINT,
                    JOB,
                    METRICS_FILE,
                    PUSHGATEWAY,
                    FORMAT,
                    LOG_LEVEL,
                    LOG_FORMAT,
                    QUIET -> true;
            default -> key.startsWith("vault.") || isOfHistory() || schedules() || serves();
        };
    }

    /** The key. */
    @Override
    public String toString() {
        return key;
    }

    private static Text text() {
        return new Text("");
    }

    private static WholeNumber port() {
        return new WholeNumber(1, 65_535, "", "port");
    }

    private static Choice choice(String defaultWord, String... words) {
        return new Choice(List.of(words), defaultWord);
    }

    private static String[] words(Preset... presets) {
        return Arrays.stream(presets).map(Preset::toString).toArray(String[]::new);
    }

    private static Choice engine(String defaultEngine) {
        return choice(defaultEngine, "sqlserver", "postgresql");
    }

    private static Choice encrypt() {
        return choice("true", "true", "false", "strict");
    }

    private static Choice sslmode() {
        return choice("require", "disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    }

    private static Choice intent() {
        return choice("read-write", "read-write", "read-only");
    }
}

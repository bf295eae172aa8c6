package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reconcile.alert.Alertmanager;
import dev.reconcile.alert.BodyTemplate;
import dev.reconcile.alert.Command;
import dev.reconcile.alert.HttpPlace;
import dev.reconcile.alert.Webhook;
import dev.reconcile.alert.WebhookBody;
import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertKind;
import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.core.table.TablePattern;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("HOOK", "https://hooks.example.com/hunter2"));

    @BeforeEach
    void two_databases_and_a_table() {
        flags.put("source.url", "jdbc:postgresql://a/b");
        flags.put("target.url", "jdbc:postgresql://c/d");
        flags.put("tables.source-tables", "dbo.customers");
    }

    private Settings read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), yaml);
        flags.put("config", file.toString());
        return SettingsReader.read(flags, environment, PasswordPrompt.NONE);
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> read(yaml)).problems().stream()
                .map(problem -> problem.substring(problem.indexOf("r.yaml")))
                .toList();
    }

    @Test
    void nothing_is_told_unless_a_place_is_named() throws IOException {
        AlertSettings alerts = read("alerts:").alerts();

        assertThat(alerts.channels()).isEmpty();
        assertThat(alerts.isComplete()).isTrue();
        assertThat(alerts.link()).isEmpty();
        assertThat(alerts.rules()).isEqualTo(new AlertRules(Duration.ofHours(24), Duration.ofHours(26)));
    }

    @Test
    void every_kind_of_place_is_made_of_what_is_said_of_it() throws IOException {
        AlertSettings alerts = read("""
                        alerts:
                          window: 12h
                          not-checked-after: 30h
                          link: https://reconcile.example.com/
                          channels:
                            - name: ops
                              slack: ${env:HOOK}
                              kinds: [different, NOT-CHECKED]
                              jobs: nightly, hourly
                              tables: ["dbo.*"]
                              min-severity: high
                            - name: hook
                              webhook: https://example.com/x
                              headers: {X-Key: k}
                            - name: pager
                              webhook: https://example.com/x
                              template: '{"a": "{{title}}"}'
                            - {name: am, alertmanager: "http://localhost:9093", labels: {team: data}}
                            - {name: mail, command: [mail, "a,b", 7], environment: {A: b}, timeout: 5s}
                            - {name: beep, command: beep}
                        """).alerts();

        assertThat(alerts.rules()).isEqualTo(new AlertRules(Duration.ofHours(12), Duration.ofHours(30)));
        assertThat(alerts.link()).contains("https://reconcile.example.com/");
        assertThat(alerts.channels())
                .extracting(AlertSettings.Channel::name)
                .containsExactly("ops", "hook", "pager", "am", "mail", "beep");
        assertThat(alerts.channels().get(0).filter())
                .isEqualTo(new AlertFilter(
                        Set.of(AlertKind.DIFFERENT, AlertKind.NOT_CHECKED),
                        Set.of("nightly", "hourly"),
                        List.of(TablePattern.parse("dbo.*")),
                        Severity.HIGH));
        assertThat(alerts.channels().get(1).filter()).isEqualTo(AlertFilter.ALL);
        HttpPlace place = HttpPlace.of("https://example.com/x");
        assertThat(alerts.channels().stream().map(channel -> channel.channel().orElseThrow()))
                .containsExactly(
                        new Webhook(HttpPlace.of("https://hooks.example.com/hunter2"), new WebhookBody.Slack()),
                        new Webhook(place.with(Map.of("X-Key", "k")), new WebhookBody.Plain()),
                        new Webhook(place, BodyTemplate.parse("{\"a\": \"{{title}}\"}")),
                        new Alertmanager(
                                HttpPlace.of("http://localhost:9093"), Duration.ofHours(48), Map.of("team", "data")),
                        new Command(List.of("mail", "a,b", "7"), Map.of("A", "b"), Duration.ofSeconds(5)),
                        new Command(List.of("beep"), Map.of(), Duration.ofSeconds(30)));
    }

    @Test
    void everything_that_is_wrong_is_told_with_its_place() {
        assertThat(problems("""
                        alerts:
                          window: 5s
                          channels:
                            - slack: ${env:HOOK}
                            - name: a
                            - name: a
                              webhook: https://h/x
                              command: mail
                            - name: a
                              command: mail
                              template: '{}'
                            - name: b
                              webhook: https://h/x
                              template: '{"a": {{title}}}'
                              jobs: [nigthly]
                            - name: c
                              alertmanager: http://h
                              labels: {alertname: x}
                            - name: d
                              slack: h/x
                              kinds: [differs]
                        jobs:
                          nightly:
                        """))
                .containsExactly(
                        "r.yaml:2: alerts.window: the time is out of range. Write one from 1m to 576h.",
                        "r.yaml:4: alerts.channels[1]: a channel needs the key name. What the place is called, in logs and metrics."
                                + " Every channel has one of its own.",
                        "r.yaml:5: alerts.channels[2]: a channel is one of slack, webhook, alertmanager, command, and this is none."
                                + " Give one of them.",
                        "r.yaml:6: alerts.channels[3].name: another channel has this name. Give each one of its own.",
                        "r.yaml:6: alerts.channels[3]: a channel is one of slack, webhook, alertmanager, command, and this is webhook,"
                                + " command. Give one of them.",
                        "r.yaml:9: alerts.channels[4].name: another channel has this name. Give each one of its own.",
                        "r.yaml:11: alerts.channels[4].template: says nothing with command. Leave it out, or make this a channel with"
                                + " webhook.",
                        "r.yaml:14: alerts.channels[5].template: the template is no JSON, from its line 1 on. Places such as {{title}}"
                                + " stand within texts in double quotes.",
                        "r.yaml:15: alerts.channels[5].jobs: the file has no such job. Did you mean nightly?",
                        "r.yaml:17: alerts.channels[6].alertmanager: a label is none of Prometheus, or is one of ours (alertname,"
                                + " reconcile_job, source_table, target_table). Give it another name of letters, digits and"
                                + " underscores.",
                        "r.yaml:20: alerts.channels[7].slack: the value is no URL of http or https. Write one such as"
                                + " https://alerts.example.com/hook.",
                        "r.yaml:21: alerts.channels[7].kinds: the value is none of the words that may stand here. Write one of"
                                + " different, worse, recovered, failed, not-checked.");
    }

    private static final String IN_VAULT = """
            vault: {address: "http://vault", token: hunter2}
            alerts:
              channels:
                - {name: beep, command: beep}
                - name: ops
                  slack: ${vault:secret/slack#url}
                - name: am
                  alertmanager: http://h
                  headers: {Authorization: "Bearer ${vault:secret/am#token}"}
            """;

    @Test
    void what_lies_in_vault_is_fetched_for_alerts_alone() throws IOException {
        Settings settings = read(IN_VAULT);

        assertThat(settings.vault()).as("a run does not need it").isEmpty();
        assertThat(settings.alerts().isComplete()).isFalse();
        assertThat(settings.alerts().channels().get(0).channel()).isPresent();
        AlertSettings complete = settings.completeAlerts(new Vault(
                Map.of("secret/slack", Map.of("url", "https://hooks/hunter2"), "secret/am", Map.of("token", "t"))));
        assertThat(complete.isComplete()).isTrue();
        assertThat(complete.channels().get(1).channel())
                .contains(new Webhook(HttpPlace.of("https://hooks/hunter2"), new WebhookBody.Slack()));
        assertThat(settings + " " + settings.alerts() + complete).doesNotContain("hunter2");
    }

    @Test
    void what_vault_does_not_hold_is_told_without_what_it_does() throws IOException {
        Settings settings = read(IN_VAULT);

        assertThatThrownBy(() -> settings.completeAlerts(new Vault(Map.of("secret/slack", Map.of("url", "hunter2")))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("secret/am");
        assertThatThrownBy(() -> settings.completeAlerts(
                        new Vault(Map.of("secret/slack", Map.of("url", "hunter2"), "secret/am", Map.of("token", "t")))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("alerts.channels[2].slack: the reference does not fit: the value is no URL")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void without_vaults_address_what_lies_there_is_a_problem() {
        assertThatThrownBy(() -> read("alerts: {channels: [{name: a, slack: '${vault:s#u}'}]}"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("Vault's address is not given");
    }

    private record Vault(Map<String, Map<String, String>> secrets) implements DatabaseAccess {

        @Override
        public Database open(ConnectionSettings settings) {
            throw new AssertionError("No database is needed.");
        }

        @Override
        public SecretStore open(VaultSettings settings) {
            return new SecretStore() {
                @Override
                public Map<String, String> read(String path) {
                    if (!secrets.containsKey(path)) {
                        throw new SecretException("There is no secret " + path + ".", null);
                    }
                    return secrets.get(path);
                }

                @Override
                public void close() {}
            };
        }
    }
}

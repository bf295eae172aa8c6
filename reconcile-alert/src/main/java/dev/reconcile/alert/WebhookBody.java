package dev.reconcile.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertText;

/** How a message is put for whoever takes a webhook's posts. */
public sealed interface WebhookBody permits WebhookBody.Plain, WebhookBody.Slack, BodyTemplate {

    /** The message. */
    JsonNode of(AlertMessage message);

    /** All of it, as {@code docs/monitoring.md} describes it. */
    record Plain() implements WebhookBody {

        @Override
        public JsonNode of(AlertMessage message) {
            return AlertJson.of(message);
        }
    }

    /**
     * What Slack's incoming webhooks take. Slack's own markup is off, for names of tables are full of underscores; the three
     * characters that mean something all the same are escaped
     * (<a href="https://docs.slack.dev/messaging/formatting-message-text">formatting</a>).
     */
    record Slack() implements WebhookBody {

        @Override
        public JsonNode of(AlertMessage message) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("text", escaped(new AlertText(message).all()));
            json.put("mrkdwn", false);
            return json;
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}

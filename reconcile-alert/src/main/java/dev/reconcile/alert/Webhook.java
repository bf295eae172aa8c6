package dev.reconcile.alert;

import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.port.AlertChannel;

/**
 * Posts each message to a URL.
 *
 * @param place where
 * @param body in which form
 */
public record Webhook(HttpPlace place, WebhookBody body) implements AlertChannel {

    @Override
    public void send(AlertMessage message) {
        place.post(AlertJson.bytes(body.of(message)));
    }
}

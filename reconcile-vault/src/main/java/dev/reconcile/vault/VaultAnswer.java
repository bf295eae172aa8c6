package dev.reconcile.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.json.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Vault answered to a read.
 *
 * @param status the HTTP status: 200, 403 or 404
 * @param data the member {@code data} of the body; empty where there is none
 */
record VaultAnswer(int status, JsonObject data) {

    static final int OK = 200;
    static final int DENIED = 403;
    static final int NOT_FOUND = 404;

    /** @throws ParseException if the body is not what Vault answers */
    static VaultAnswer of(int status, byte[] body) {
        JsonValue json = Json.parse(new String(body, StandardCharsets.UTF_8));
        if (!json.isObject()) {
            throw new UnsupportedOperationException("The answer is not a JSON object.");
        }
        return new VaultAnswer(status, object(json.asObject(), "data"));
    }

    /** A member that is an object; empty if it is missing or something else. */
    static JsonObject object(JsonObject parent, String name) {
        JsonValue member = parent.get(name);
        return member != null && member.isObject() ? member.asObject() : new JsonObject();
    }

    /** A member that is a string; empty if it is missing or something else. The JSON library would quote the value. */
    static String text(JsonObject parent, String name) {
        JsonValue member = parent.get(name);
        return member != null && member.isString() ? member.asString() : "";
    }

    /** A member that is a whole number; 0 if it is missing or something else. */
    static long number(JsonObject parent, String name) {
        JsonValue member = parent.get(name);
        try {
            return member != null && member.isNumber() ? member.asLong() : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether a member is true. */
    static boolean flag(JsonObject parent, String name) {
        JsonValue member = parent.get(name);
        return member != null && member.isTrue();
    }

    /** The members as text: strings as they are, numbers and the rest as their JSON. Nulls are left out. */
    static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new TreeMap<>();
        for (JsonObject.Member member : object) {
            JsonValue value = member.getValue();
            if (!value.isNull()) {
                texts.put(member.getName(), value.isString() ? value.asString() : value.toString());
            }
        }
        return texts;
    }

    @Override
    public String toString() {
        return "VaultAnswer[status=" + status + "]";
    }
}

package dev.reconcile.vault;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens of service accounts as Kubernetes makes them, but signed by nobody. */
final class ServiceAccount {

    private ServiceAccount() {}

    /** The token of the account {@code reconcile} in the namespace {@code default}. */
    static String jwt() {
        return jwt("reconcile");
    }

    static String otherJwt() {
        return jwt("somebody-else");
    }

    private static String jwt(String account) {
        String claims = "{\"iss\":\"kubernetes/serviceaccount\",\"sub\":\"system:serviceaccount:default:" + account
                + "\",\"iat\":1700000000,\"nbf\":1700000000,\"exp\":4102444800,\"kubernetes.io\":{\"namespace\":\"default\",\"serviceaccount\":{\"name\":\""
                + account + "\",\"uid\":\"" + account + "-uid\"}}}";
        return base64("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + base64(claims) + "." + base64("unsigned");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

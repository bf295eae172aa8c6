package dev.reconcile.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that a page of somebody else makes a browser send from those that somebody means: a name of somebody else's
 * that leads to this machine (DNS rebinding), and requests across sites.
 */
final class Origins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;
    private final String address;

    Origins(InetAddress address) {
        this.loopback = address.isLoopbackAddress();
        this.address = address.getHostAddress();
    }

    /**
     * Looks at a request.
     *
     * @param host the header Host
     * @throws Problem if it is refused
     */
    void require(@Nullable String host) {
        if (!loopback) {
            return;
        }
        String name = host == null ? "" : withoutPort(host).toLowerCase(Locale.ROOT);
        if (!LOOPBACK.contains(name) && !name.equals(address)) {
            throw Problem.of(421, "The service is reached as localhost, and not by the name in the header Host.");
        }
    }

    /**
     * Looks at a request that changes something.
     *
     * @param origin the header Origin; null where there is none
     * @param site the header Sec-Fetch-Site likewise
     * @throws Problem if it is refused
     */
    void requireSame(@Nullable String host, @Nullable String origin, @Nullable String site) {
        boolean across = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean foreign = origin != null
                && !(host != null && (origin.equals("http://" + host) || origin.equals("https://" + host)));
        if (across || foreign) {
            throw Problem.of(403, "A page of another site may change nothing here.");
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}

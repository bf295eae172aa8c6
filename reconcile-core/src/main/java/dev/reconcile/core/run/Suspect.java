package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key whose rows differed when the tables were read, and what was seen of it since. The rows of one side that have the
 * key are its <em>version</em>, in the order of their hashes, none of them where the row is absent.
 */
final class Suspect {

    private final String canonicalKey;
    private @Nullable List<Value> sourceKey;
    private @Nullable List<Value> targetKey;
    private final Set<List<RowVersion>> sourceVersions = new HashSet<>();
    private @Nullable List<RowVersion> lastSource;
    private Duration stillSince = Duration.ZERO;
    private boolean still;
    private boolean movedSinceLook;
    private boolean found;

    /** What the target is, next to the versions of the source that were seen. */
    enum Sight {
        /** Other than each of them. */
        APART,
        /** As the source is or was, or near enough to what it was: only behind. */
        BEHIND,
        /** Not as the source ever was, but near enough to what it is. */
        NEAR
    }

    Suspect(String canonicalKey) {
        this.canonicalKey = canonicalKey;
    }

    String canonicalKey() {
        return canonicalKey;
    }

    /** The key as the source, or else the target, holds it. */
    List<Value> key() {
        List<Value> ofSource = sourceKey;
        List<Value> ofTarget = targetKey;
        if (ofSource != null) {
            return ofSource;
        }
        if (ofTarget != null) {
            return ofTarget;
        }
        throw new IllegalStateException("Nobody said which key this is.");
    }

    /** The key as the target, or else the source, holds it. */
    List<Value> keyForTarget() {
        List<Value> ofTarget = targetKey;
        return ofTarget == null ? key() : ofTarget;
    }

    /** A source row with the key differed. */
    void differedInSource(List<Value> key) {
        sourceKey = key;
    }

    /** A target row with the key differed. */
    void differedInTarget(List<Value> key) {
        targetKey = key;
    }

    /**
     * The source was seen, then the target, then the source again.
     *
     * @param now how long after the first look that is
     * @param versions tells which agree
     */
    Sight seen(
            List<RowVersion> source,
            List<RowVersion> target,
            List<RowVersion> sourceAgain,
            Duration now,
            RowVersions versions) {
        boolean asBefore = sourceIs(source, now);
        boolean asBetween = sourceIs(sourceAgain, now);
        still = !movedSinceLook && asBefore && asBetween;
        movedSinceLook = false;
        found |= !source.isEmpty() || !target.isEmpty() || !sourceAgain.isEmpty();
        return sight(target, sourceAgain, versions);
    }

    /** The target was seen between two looks, then the source. */
    Sight seenMoving(List<RowVersion> target, List<RowVersion> source, Duration now, RowVersions versions) {
        movedSinceLook |= !sourceIs(source, now);
        return sight(target, source, versions);
    }

    private Sight sight(List<RowVersion> target, List<RowVersion> source, RowVersions versions) {
        if (sourceVersions.contains(target)) {
            return Sight.BEHIND;
        }
        if (versions.areNear(source, target)) {
            return Sight.NEAR;
        }
        return sourceVersions.stream().anyMatch(version -> versions.areNear(version, target))
                ? Sight.BEHIND
                : Sight.APART;
    }

    /** Takes a version of the source; gives whether it is the one that was seen last. */
    private boolean sourceIs(List<RowVersion> version, Duration now) {
        boolean asBefore = lastSource == null || lastSource.equals(version);
        if (lastSource == null || !asBefore) {
            stillSince = now;
        }
        lastSource = version;
        sourceVersions.add(version);
        return asBefore;
    }

    /**
     * Whether any look found a row of the key. Two sides without the row are alike, but so are two that were asked for a
     * key which does not find its own row.
     */
    boolean wasFound() {
        return found;
    }

    /** Whether the source's rows did not change since the look before. */
    boolean isStill() {
        return still;
    }

    /** For how long they have not changed, as far as was looked. */
    Duration stillFor(Duration now) {
        return now.minus(stillSince);
    }
}

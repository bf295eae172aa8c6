package dev.reconcile.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts in which two texts differ, in their order; what lies between them is alike. A part may be empty in one of the
 * texts. None begins or ends within a character, nor before a sign that belongs to the letter before it.
 *
 * @param parts at least one
 */
record Parting(List<Part> parts) {

    /** Longer texts have one part: to find several takes a step for each pair of characters. */
    private static final int LONGEST = 400;

    /** So few characters that are alike between two parts are likely so by chance. */
    private static final int SHORTEST_BETWEEN = 3;

    /** Texts with more parts have little to do with each other: one part is easier to read. */
    private static final int MOST_PARTS = 4;

    Parting {
        parts = List.copyOf(parts);
    }

    /**
     * A part of either text: from the one place, inclusive, to the other, exclusive.
     *
     * @param start in the one text
     * @param end in the one text, at least {@code start}
     * @param otherStart in the other text
     * @param otherEnd in the other text, at least {@code otherStart}
     */
    record Part(int start, int end, int otherStart, int otherEnd) {}

    /** Two texts that differ from their beginnings to their ends. */
    static Parting whole(String one, String other) {
        return new Parting(List.of(new Part(0, one.length(), 0, other.length())));
    }

    /** Two texts; where they are the same, they differ in something else, and from their beginnings to their ends. */
    static Parting of(String one, String other) {
        if (one.equals(other)) {
            return whole(one, other);
        }
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        while (start > 0 && (isWithin(one, start) || isWithin(other, start))) {
            start--;
        }
        int alike = 0;
        while (alike < shorter - start
                && one.charAt(one.length() - 1 - alike) == other.charAt(other.length() - 1 - alike)) {
            alike++;
        }
        while (alike > 0 && (isWithin(one, one.length() - alike) || isWithin(other, other.length() - alike))) {
            alike--;
        }
        Part all = new Part(start, one.length() - alike, start, other.length() - alike);
        if (all.end() - start > LONGEST || all.otherEnd() - start > LONGEST) {
            return new Parting(List.of(all));
        }
        List<Part> several = apart(one, other, all);
        return new Parting(several.size() > MOST_PARTS ? List.of(all) : several);
    }

    /**
     * The parts without the last, if that is only where one of the texts goes on and the other ends; never without any. So it
     * looks where two longer texts were cut off.
     *
     * @param end where the one text was cut off
     * @param otherEnd where the other text was cut off
     */
    Parting withoutEnd(int end, int otherEnd) {
        Part last = parts.get(parts.size() - 1);
        boolean isEnd = last.end() == end && last.otherEnd() == otherEnd;
        boolean isInOneAlone = last.start() == last.end() || last.otherStart() == last.otherEnd();
        return isEnd && isInOneAlone && parts.size() > 1 ? new Parting(parts.subList(0, parts.size() - 1)) : this;
    }

    /** A part cut where enough characters within it are alike, by the longest sequence that both texts have in common. */
    private static List<Part> apart(String one, String other, Part all) {
        int[][] common = commonLengths(one, other, all);
        List<Part> parts = new ArrayList<>();
        int i = all.start();
        int j = all.otherStart();
        int partStart = i;
        int otherPartStart = j;
        while (i < all.end() && j < all.otherEnd()) {
            if (one.charAt(i) == other.charAt(j)) {
                int length = 0;
                while (i + length < all.end()
                        && j + length < all.otherEnd()
                        && one.charAt(i + length) == other.charAt(j + length)) {
                    length++;
                }
                boolean isClean = !isWithin(one, i)
                        && !isWithin(other, j)
                        && !isWithin(one, i + length)
                        && !isWithin(other, j + length);
                if (length >= SHORTEST_BETWEEN && isClean) {
                    parts.add(new Part(partStart, i, otherPartStart, j));
                    partStart = i + length;
                    otherPartStart = j + length;
                }
                i += length;
                j += length;
            } else if (common[i - all.start() + 1][j - all.otherStart()]
                    >= common[i - all.start()][j - all.otherStart() + 1]) {
                i++;
            } else {
                j++;
            }
        }
        parts.add(new Part(partStart, all.end(), otherPartStart, all.otherEnd()));
        return parts;
    }

    /** How many characters the rests of both texts have in common from each pair of places on. */
    private static int[][] commonLengths(String one, String other, Part all) {
        int[][] common = new int[all.end() - all.start() + 1][all.otherEnd() - all.otherStart() + 1];
        for (int i = common.length - 2; i >= 0; i--) {
            for (int j = common[i].length - 2; j >= 0; j--) {
                common[i][j] = one.charAt(all.start() + i) == other.charAt(all.otherStart() + j)
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** Whether what stands at a place belongs together with what stands before it. */
    private static boolean isWithin(String text, int place) {
        if (place == 0 || place >= text.length()) {
            return false;
        }
        if (Character.isLowSurrogate(text.charAt(place)) && Character.isHighSurrogate(text.charAt(place - 1))) {
            return true;
        }
        int type = Character.getType(text.codePointAt(place));
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}

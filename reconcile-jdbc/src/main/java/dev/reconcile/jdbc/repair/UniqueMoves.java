package dev.reconcile.jdbc.repair;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.jdbc.dialect.Mending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates of one table that move values of which no two rows may have the same, in an order in which no row takes a value
 * before another gives it up. Holds them in memory, and so no more than some.
 */
final class UniqueMoves {

    private static final int MOST = 10_000;

    private static final int MOST_CHARACTERS = 4_000_000;

    private final List<Mending.Update> updates = new ArrayList<>();
    private int characters;

    /** Takes an update; gives whether there was room for it. */
    boolean add(Mending.Update update) {
        if (updates.size() == MOST || characters + update.statement().length() > MOST_CHARACTERS) {
            return false;
        }
        updates.add(update);
        characters += update.statement().length();
        return true;
    }

    /**
     * The updates as they may follow each other.
     *
     * @param inOrder those that may
     * @param stuck those that swap values with others, and those that wait for one of these
     */
    record Sorted(List<Mending.Update> inOrder, List<Mending.Update> stuck) {}

    Sorted sorted() {
        Map<RowHash, Integer> givers = new HashMap<>();
        for (int i = 0; i < updates.size(); i++) {
            for (RowHash value : updates.get(i).gives()) {
                givers.put(value, i);
            }
        }
        int[] waitsFor = new int[updates.size()];
        Map<Integer, List<Integer>> waiting = new HashMap<>();
        for (int i = 0; i < updates.size(); i++) {
            for (RowHash value : updates.get(i).takes()) {
                Integer giver = givers.get(value);
                if (giver != null && giver != i) {
                    waitsFor[i]++;
                    waiting.computeIfAbsent(giver, g -> new ArrayList<>()).add(i);
                }
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < waitsFor.length; i++) {
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        List<Mending.Update> inOrder = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            inOrder.add(updates.get(next));
            for (int other : waiting.getOrDefault(next, List.of())) {
                if (--waitsFor[other] == 0) {
                    ready.add(other);
                }
            }
        }
        List<Mending.Update> stuck = new ArrayList<>();
        for (int i = 0; i < waitsFor.length; i++) {
            if (waitsFor[i] > 0) {
                stuck.add(updates.get(i));
            }
        }
        return new Sorted(inOrder, stuck);
    }
}

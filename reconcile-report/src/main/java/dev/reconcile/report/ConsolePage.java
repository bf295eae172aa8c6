package dev.reconcile.report;

import dev.reconcile.report.ConsoleStyle.Tone;
import java.util.List;

/** Text being laid out for a terminal of 80 columns. Every text that is put on it is made harmless first. */
final class ConsolePage {

    static final int WIDTH = 80;

    private final ConsoleStyle style;
    private final StringBuilder page = new StringBuilder();

    ConsolePage(ConsoleStyle style) {
        this.style = style;
    }

    /** Begins a section, an empty line below the one before. */
    void heading(String title) {
        page.append('\n')
                .append(style.paint(Tone.HEADING, ConsoleText.harmless(title)))
                .append('\n');
    }

    /** A text in as many lines as it needs, all of them indented. */
    void paragraph(int indent, String text) {
        for (String line : ConsoleText.wrapWords(ConsoleText.harmless(text), WIDTH - indent)) {
            page.append(" ".repeat(indent)).append(line).append('\n');
        }
    }

    /** A text in one line however long it is, to be copied. */
    void line(int indent, String text) {
        page.append(" ".repeat(indent)).append(ConsoleText.harmless(text)).append('\n');
    }

    /** A text behind a label; its further lines begin below its first word. */
    void labelled(int indent, Tone tone, String label, String text) {
        String gap = " ".repeat(2);
        int hanging = indent + ConsoleText.width(label) + gap.length();
        List<String> lines = ConsoleText.wrapWords(ConsoleText.harmless(text), WIDTH - hanging);
        page.append(" ".repeat(indent)).append(style.paint(tone, label)).append(gap);
        page.append(String.join("\n" + " ".repeat(hanging), lines)).append('\n');
    }

    /** A table of its own, an empty line below what was before. */
    void table(ConsoleTable table) {
        page.append('\n');
        for (String line : table.lines(WIDTH, style)) {
            page.append(line).append('\n');
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}

package dev.reconcile.core.canonical;

/** Something that is left out of a text before it is compared. */
public enum TextFold {
    /** Spaces (U+0020) at the end. */
    TRAILING_BLANKS {
        @Override
        public String of(String text) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            return text.substring(0, end);
        }
    },

    /** White space at both ends: whatever Java or Unicode takes for it, the no-break space and tabs among it. */
    OUTER_WHITESPACE {
        @Override
        public String of(String text) {
            int start = 0;
            while (start < text.length() && isSpace(text.charAt(start))) {
                start++;
            }
            int end = text.length();
            while (end > start && isSpace(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(start, end);
        }
    },

    /** White space at both ends, and how much of it stands between: each run of it is one space. */
    ALL_WHITESPACE {
        @Override
        public String of(String text) {
            StringBuilder folded = new StringBuilder(text.length());
            boolean pending = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (isSpace(c)) {
                    pending = true;
                } else {
                    if (pending && !folded.isEmpty()) {
                        folded.append(' ');
                    }
                    pending = false;
                    folded.append(c);
                }
            }
            return folded.toString();
        }
    },

    /**
     * Whether letters are capital or small: each character by itself is made a capital and then small, as
     * {@link String#equalsIgnoreCase} does it, in no language in particular. So {@code É} is {@code é}, the Greek
     * {@code ς} and {@code Σ} are {@code σ} and {@code ı} is {@code i}, but {@code ß} is not {@code SS}, and an accent
     * counts.
     */
    CASE {
        @Override
        public String of(String text) {
            StringBuilder folded = new StringBuilder(text.length());
            text.codePoints()
                    .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                    .forEach(folded::appendCodePoint);
            return folded.toString();
        }
    };

    /** The text without it. */
    public abstract String of(String text);

    /** White space all lies in the first plane of Unicode: no pair of surrogates is any. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

package dev.reconcile.app;

import dev.reconcile.alert.BodyTemplate;
import dev.reconcile.alert.HttpPlace;
import dev.reconcile.app.text.NameList;
import dev.reconcile.app.yaml.YamlNode;
import dev.reconcile.core.run.HaltAbove;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.core.schedule.UnixCron;
import dev.reconcile.core.table.Since;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePattern;
import dev.reconcile.metrics.Pushgateway;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the value of a setting looks like. Each shape reads its values; what does not fit is refused with the reason. */
public sealed interface SettingShape {

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException saying what does not fit and what would; it never quotes the value
     */
    void check(String value);

    /** The value that holds where none is given, as a person would write it; empty where there is none. */
    default String defaultText() {
        return "";
    }

    /** The least and the greatest value, as a person would write them; empty where there are none. */
    default String boundsText() {
        return "";
    }

    /** What is counted, or how the value is written. */
    String unit();

    /** Whether a single value of a file may be of this type; references are always taken. */
    default boolean takes(YamlNode.ScalarType type) {
        return type == YamlNode.ScalarType.STRING
                || type == YamlNode.ScalarType.WHOLE_NUMBER
                || type == YamlNode.ScalarType.NUMBER;
    }

    /** What it has to be in a file, for people: {@code a whole number}. */
    default String inFile() {
        return "a text";
    }

    /** Any text. */
    record Text(String defaultText) implements SettingShape {

        @Override
        public void check(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the value is empty. Give one or leave the setting out.");
            }
        }

        @Override
        public String unit() {
            return "text";
        }
    }

    /** A text that nobody may see. */
    record Secret() implements SettingShape {

        @Override
        public void check(String value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("the value is empty. Give one or leave the setting out.");
            }
        }

        @Override
        public String unit() {
            return "secret text";
        }
    }

    /** A JDBC URL. It may hold a password, so nobody may see it either. */
    record Url() implements SettingShape {

        @Override
        public void check(String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("the value is empty. Give a JDBC URL or leave the setting out.");
            }
        }

        @Override
        public String unit() {
            return "JDBC URL";
        }
    }

    /** The URL of a Pushgateway. It may hold a password, so nobody may see it either. */
    record GatewayUrl() implements SettingShape {

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The Pushgateway.
         *
         * @throws IllegalArgumentException if it is no such URL
         */
        public Pushgateway parse(String value) {
            return Pushgateway.of(value);
        }

        @Override
        public String unit() {
            return "URL";
        }
    }

    /** A URL that alerts are posted to. It may be a secret as a whole, so nobody may see it either. */
    record HookUrl() implements SettingShape {

        @Override
        public void check(String value) {
            HttpPlace.of(value);
        }

        @Override
        public String unit() {
            return "URL";
        }
    }

    /** The JSON of an alert, with places. It may hold a key, so nobody may see it either. */
    record AlertTemplate() implements SettingShape {

        @Override
        public void check(String value) {
            BodyTemplate.parse(value);
        }

        @Override
        public String unit() {
            return "JSON with places";
        }
    }

    /** A program and its arguments, as a list; a text alone is a program without any. */
    record Arguments() implements SettingShape {

        @Override
        public void check(String value) {
            if (value.isBlank() || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the value names no program. Give one.");
            }
        }

        @Override
        public String inFile() {
            return "a list, or a text";
        }

        @Override
        public String unit() {
            return "a program and its arguments, as a list";
        }
    }

    /** A file or folder. */
    record FilePath() implements SettingShape {

        @Override
        public void check(String value) {
            if (value.isBlank() || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the value is no path. Give one or leave the setting out.");
            }
        }

        @Override
        public String unit() {
            return "path";
        }
    }

    /**
     * On or off.
     *
     * @param defaultText {@code false}; empty where it depends on the circumstances
     */
    record OnOff(String defaultText) implements SettingShape {

        /** Off unless given. */
        public OnOff() {
            this("false");
        }

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * Whether it is on.
         *
         * @throws IllegalArgumentException if it is neither true nor false
         */
        public boolean parse(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default ->
                    throw new IllegalArgumentException("the value is neither true nor false. Write one of them.");
            };
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type == YamlNode.ScalarType.BOOLEAN;
        }

        @Override
        public String inFile() {
            return "true or false";
        }

        @Override
        public String unit() {
            return "true or false";
        }
    }

    /**
     * A whole number from {@code minimum} to {@code maximum}, both allowed.
     *
     * @param unit what is counted
     */
    record WholeNumber(int minimum, int maximum, String defaultText, String unit) implements SettingShape {

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The number.
         *
         * @throws IllegalArgumentException if it is none, or out of bounds
         */
        public int parse(String value) {
            if (!value.matches("[+-]?[0-9]+")) {
                throw new IllegalArgumentException("the value is no whole number. Write one " + bounds() + ".");
            }
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw outOfBounds();
            }
            if (number < minimum || number > maximum) {
                throw outOfBounds();
            }
            return number;
        }

        private IllegalArgumentException outOfBounds() {
            return new IllegalArgumentException("the number is out of range. Write one " + bounds() + ".");
        }

        private String bounds() {
            return maximum == Integer.MAX_VALUE ? "of at least " + minimum : "from " + minimum + " to " + maximum;
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type == YamlNode.ScalarType.WHOLE_NUMBER;
        }

        @Override
        public String inFile() {
            return "a whole number";
        }

        @Override
        public String boundsText() {
            return maximum == Integer.MAX_VALUE ? "at least " + minimum : minimum + " to " + maximum;
        }
    }

    /** A share such as {@code 5%} or {@code 0.5%}, above 0 and at most {@code 100%}, or a number of rows from 1 on. */
    record ShareOrRows() implements SettingShape {

        private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?)%");

        private static final Pattern ROWS = Pattern.compile("[0-9]{1,18}");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * What it means.
         *
         * @throws IllegalArgumentException if it is neither, or out of bounds
         */
        public HaltAbove parse(String value) {
            Matcher share = SHARE.matcher(value);
            if (share.matches()) {
                BigDecimal percent = new BigDecimal(Objects.requireNonNull(share.group(1)));
                if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                    throw new IllegalArgumentException("the share is out of range. Write one above 0% and up to 100%.");
                }
                return new HaltAbove.Share(percent);
            }
            if (!ROWS.matcher(value).matches() || Long.parseLong(value) == 0) {
                throw new IllegalArgumentException(
                        "the value is neither a share of the rows nor a number of them. Write"
                                + " one such as 5%, or a whole number of at least 1 such as 10000.");
            }
            return new HaltAbove.Rows(Long.parseLong(value));
        }

        @Override
        public String unit() {
            return "a share such as 5%, or a number of rows";
        }

        @Override
        public String boundsText() {
            return "above 0% to 100%, or at least 1";
        }

        @Override
        public String inFile() {
            return "a share such as 5%, or a whole number";
        }
    }

    /** One of several equal parts such as {@code 1/24}, from {@code 1/2} to {@code 1/1000}. */
    record Fraction() implements SettingShape {

        private static final int MOST_PARTS = 1_000;

        private static final Pattern SYNTAX = Pattern.compile("1/([0-9]{1,9})");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * How many parts there are.
         *
         * @throws IllegalArgumentException if it is no such part, or out of bounds
         */
        public int parse(String value) {
            Matcher fraction = SYNTAX.matcher(value);
            int parts = fraction.matches() ? Integer.parseInt(Objects.requireNonNull(fraction.group(1))) : 0;
            if (parts < 2 || parts > MOST_PARTS) {
                throw new IllegalArgumentException(
                        "the value is no such share of a table. Write 1/ and the number of runs"
                                + " that together compare each table once, from 1/2 to 1/" + MOST_PARTS
                                + ", such as 1/24.");
            }
            return parts;
        }

        @Override
        public String unit() {
            return "one part of several, such as 1/24";
        }

        @Override
        public String boundsText() {
            return "1/2 to 1/" + MOST_PARTS;
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type == YamlNode.ScalarType.STRING;
        }

        @Override
        public String inFile() {
            return "one part of several, such as 1/24";
        }
    }

    /**
     * A decimal number above 0 such as {@code 0.01} or {@code 1e-6}, exact to 40 digits on either side of the point.
     *
     * @param below what it is below; empty where it may be as large as it likes
     */
    record PositiveNumber(String below) implements SettingShape {

        private static final int MOST_DIGITS = 40;

        private static final Pattern SYNTAX = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The number.
         *
         * @throws IllegalArgumentException if it is none, or not above 0
         */
        public BigDecimal parse(String value) {
            if (!SYNTAX.matcher(value).matches() || !isWithinDigits(new BigDecimal(value))) {
                throw new IllegalArgumentException(
                        "the value is no number above 0. Write one such as 0.01 or 1e-6, of at most 40 digits on either side"
                                + " of the point.");
            }
            BigDecimal number = new BigDecimal(value);
            if (!below.isEmpty() && number.compareTo(new BigDecimal(below)) >= 0) {
                throw new IllegalArgumentException(
                        "the value is not below " + below + ". A share such as 1 % is 0.01.");
            }
            return number;
        }

        /** A zero has no digits. */
        private static boolean isWithinDigits(BigDecimal number) {
            BigDecimal plain = number.stripTrailingZeros();
            return plain.signum() > 0
                    && plain.precision() - plain.scale() <= MOST_DIGITS
                    && plain.scale() <= MOST_DIGITS;
        }

        @Override
        public String unit() {
            return "a number above 0" + (below.isEmpty() ? "" : " and below " + below) + ", such as 0.01 or 1e-6";
        }

        @Override
        public String inFile() {
            return "a number";
        }
    }

    /** A length of time such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; at most {@link #LONGEST}. */
    record Time(String minimumText, String defaultText) implements SettingShape {

        /** The longest time that every database takes as a timeout. */
        public static final Duration LONGEST = Duration.ofDays(24);

        private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

        @Override
        public String boundsText() {
            return minimumText + " to " + LONGEST.toHours() + "h";
        }

        @Override
        public void check(String value) {
            Duration time = parse(value);
            if (time.compareTo(parse(minimumText)) < 0 || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "the time is out of range. Write one from " + minimumText + " to " + LONGEST.toHours() + "h.");
            }
        }

        /**
         * The length of time, also one out of range.
         *
         * @throws IllegalArgumentException if it is no length of time
         */
        public Duration parse(String value) {
            Matcher matcher = SYNTAX.matcher(value);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("the value is no length of time. Write a whole number and its unit,"
                        + " ms, s, m or h: 500ms, 30s, 5m, 1h.");
            }
            long number = Long.parseLong(Objects.requireNonNull(matcher.group(1)));
            return switch (Objects.requireNonNull(matcher.group(2))) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }

        @Override
        public String inFile() {
            return "a length of time such as 30s";
        }

        @Override
        public String unit() {
            return "time (ms, s, m, h)";
        }
    }

    /**
     * A point in time of the years 1000 to 9999 such as {@code 2026-11-01T00:00:00Z}, or a length of time before now such as
     * {@code 36h}.
     */
    record PointInTime() implements SettingShape {

        private static final Time AGO = new Time("1s", "");

        private static final Pattern YEAR_FIRST = Pattern.compile("[1-9][0-9]{3}-.*");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The point in time.
         *
         * @throws IllegalArgumentException if it is neither, or out of bounds
         */
        public Since parse(String value) {
            if (!YEAR_FIRST.matcher(value).matches()) {
                return new Since.Ago(ago(value));
            }
            try {
                return new Since.At(OffsetDateTime.parse(value).toInstant());
            } catch (DateTimeParseException e) {
                throw unfit();
            }
        }

        private static Duration ago(String value) {
            try {
                AGO.check(value);
                return AGO.parse(value);
            } catch (IllegalArgumentException e) {
                throw unfit();
            }
        }

        private static IllegalArgumentException unfit() {
            return new IllegalArgumentException(
                    "the value is no point in time. Write date, time and zone, such as 2026-11-01T00:00:00Z or"
                            + " 2026-11-01T00:00:00+01:00 in the years 1000 to 9999, or how long ago, from "
                            + AGO.boundsText()
                            + ", as a whole number and its unit, ms, s, m or h: 30m, 36h.");
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type == YamlNode.ScalarType.STRING;
        }

        @Override
        public String inFile() {
            return "a point in time such as 2026-11-01T00:00:00Z, or how long ago, such as 36h";
        }

        @Override
        public String unit() {
            return "a point in time with its zone, or how long ago (ms, s, m, h)";
        }

        @Override
        public String boundsText() {
            return "years 1000 to 9999, or " + AGO.boundsText() + " ago";
        }
    }

    /** A time zone of the IANA database such as {@code Europe/Berlin}. */
    record Zone(String defaultText) implements SettingShape {

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The zone.
         *
         * @throws IllegalArgumentException if it is none
         */
        public ZoneId parse(String value) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "the value is no time zone. Write its name, such as UTC or Europe/Berlin, or an offset such as +01:00.");
            }
        }

        @Override
        public String unit() {
            return "a time zone, such as Europe/Berlin";
        }
    }

    /** What a job is called: it stands in addresses, in names of files and beside figures. */
    record JobName(String defaultText) implements SettingShape {

        private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

        @Override
        public void check(String value) {
            if (!SYNTAX.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "the value is no name of a job. Write up to 100 letters, digits, dots,"
                                + " hyphens and underscores, a letter or digit first.");
            }
        }

        @Override
        public String unit() {
            return "name";
        }
    }

    /** The time from one run to the next: seconds, or a length of time. */
    record Interval() implements SettingShape {

        private static final Time TIME = new Time("1s", "");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The interval.
         *
         * @throws IllegalArgumentException if it is none
         */
        public Timetable.Every parse(String value) {
            String text = value.matches("[0-9]{1,10}") ? value + "s" : value;
            try {
                TIME.check(text);
                return new Timetable.Every(TIME.parse(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the value is no interval. Write a number of seconds, or a whole number"
                                + " and its unit s, m or h, from 1s to " + Time.LONGEST.toHours()
                                + "h: 21600, 30m, 6h.");
            }
        }

        @Override
        public String boundsText() {
            return TIME.boundsText();
        }

        @Override
        public String unit() {
            return "seconds, or time (s, m, h)";
        }
    }

    /** The five fields of a line in a crontab. */
    record Cron() implements SettingShape {

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * What the fields say.
         *
         * @throws IllegalArgumentException if they are none
         */
        public UnixCron parse(String value) {
            return UnixCron.parse(value);
        }

        @Override
        public String unit() {
            return "five fields, such as 0 2 * * *";
        }
    }

    /** A day of the calendar such as {@code 2026-12-31}. */
    record Day() implements SettingShape {

        private static final Pattern SYNTAX = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The day.
         *
         * @throws IllegalArgumentException if it is none
         */
        public LocalDate parse(String value) {
            try {
                if (SYNTAX.matcher(value).matches()) {
                    return LocalDate.parse(value);
                }
            } catch (DateTimeParseException e) {
                // Such as 2026-02-30: said below.
            }
            throw new IllegalArgumentException("the value is no day. Write year, month and day, such as 2026-12-31.");
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type == YamlNode.ScalarType.STRING;
        }

        @Override
        public String inFile() {
            return "a day such as 2026-12-31";
        }

        @Override
        public String unit() {
            return "a day, such as 2026-12-31";
        }
    }

    /** One of several words, in lower or upper case. */
    record Choice(List<String> words, String defaultText) implements SettingShape {

        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The word as {@link #words} has it.
         *
         * @throws IllegalArgumentException listing the words, if it is none of them
         */
        public String parse(String value) {
            for (String word : words) {
                if (word.equals(value) || word.toUpperCase(Locale.ROOT).equals(value)) {
                    return word;
                }
            }
            throw new IllegalArgumentException("the value is none of the words that may stand here. Write one of "
                    + String.join(", ", words) + ".");
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return type != YamlNode.ScalarType.NOTHING;
        }

        @Override
        public String inFile() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public String unit() {
            return String.join(", ", words);
        }
    }

    /** Names with commas between them; in a file also a list. */
    record Names(Of of) implements SettingShape {

        /** How rows differ. */
        static final Choice KIND = new Choice(List.of("missing", "extra", "changed"), "");

        /** What alerts say. */
        static final Choice ALERT_KIND =
                new Choice(List.of("different", "worse", "recovered", "failed", "not-checked"), "");

        private static final JobName JOB = new JobName("");

        @Override
        public void check(String value) {
            split(value).forEach(this::checkItem);
        }

        /**
         * Checks one name.
         *
         * @throws IllegalArgumentException if it does not fit
         */
        public void checkItem(String item) {
            switch (of) {
                case TABLES -> TableName.parse(item);
                case PATTERNS -> TablePattern.parse(item);
                case KINDS -> KIND.check(item);
                case ALERT_KINDS -> ALERT_KIND.check(item);
                case JOBS -> JOB.check(item);
                case CONDITIONS -> LoadConditionText.parse(item);
                case COLUMNS -> {
                    if (item.isBlank()) {
                        throw new IllegalArgumentException("a column's name is empty. Give one.");
                    }
                }
            }
        }

        /** The names of a text, as {@link #checkItem} takes them. */
        public List<String> split(String value) {
            List<String> names = NameList.split(value);
            return of == Of.COLUMNS ? names.stream().map(NameList::unquoted).toList() : names;
        }

        @Override
        public String inFile() {
            return "a list, or a text with commas";
        }

        @Override
        public String unit() {
            return switch (of) {
                case TABLES -> "table names, comma-separated";
                case PATTERNS -> "patterns, comma-separated";
                case COLUMNS -> "column names, comma-separated";
                case KINDS -> String.join(", ", KIND.words()) + "; comma-separated";
                case ALERT_KINDS -> String.join(", ", ALERT_KIND.words()) + "; comma-separated";
                case JOBS -> "names of jobs, comma-separated";
                case CONDITIONS -> "[source.|target.]replica-lag>TIME or active-sessions>NUMBER, comma-separated";
            };
        }

        /** What the names name. */
        public enum Of {
            TABLES,
            PATTERNS,
            COLUMNS,
            KINDS,
            ALERT_KINDS,
            JOBS,
            CONDITIONS
        }
    }

    /** Names and what each becomes: {@code dbo=public,sales=shop}; in a file also a section. */
    record Mapping() implements SettingShape {

        @Override
        public void check(String value) {
            parse(value);
        }

        /**
         * The names and what they become, in their order.
         *
         * @throws IllegalArgumentException if it is no such list, or names something twice
         */
        public Map<String, String> parse(String value) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (String pair : NameList.split(value)) {
                int equals = pair.indexOf('=');
                String from = equals < 0
                        ? ""
                        : NameList.unquoted(pair.substring(0, equals).strip());
                String to = equals < 0
                        ? ""
                        : NameList.unquoted(pair.substring(equals + 1).strip());
                if (from.isEmpty() || to.isEmpty()) {
                    throw new IllegalArgumentException(
                            "the value is no list of pairs. Write it as source=target,source=target.");
                }
                if (pairs.put(from, to) != null) {
                    throw new IllegalArgumentException("'" + from + "' stands here twice. Leave one out.");
                }
            }
            return pairs;
        }

        @Override
        public boolean takes(YamlNode.ScalarType type) {
            return false;
        }

        @Override
        public String inFile() {
            return "a section with keys";
        }

        @Override
        public String unit() {
            return "source=target, comma-separated";
        }
    }
}

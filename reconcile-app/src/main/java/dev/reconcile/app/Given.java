package dev.reconcile.app;

import dev.reconcile.app.template.Template;
import java.util.List;

/**
 * A value that somebody gave to a setting, not looked at yet.
 *
 * @param shape what the value should look like
 * @param place where it was given
 * @param value the value
 */
record Given(SettingShape shape, Place place, Value value) {

    /** A value in the form in which it was given. */
    sealed interface Value {

        /** Whether it is known only once Vault was asked. */
        boolean needsVault();
    }

    /**
     * One text.
     *
     * @param literal whether it stands there as it is; otherwise it comes from a reference and is not to be quoted
     */
    record Single(Template template, boolean literal) implements Value {

        static Single of(String text) {
            return new Single(Template.literal(text), true);
        }

        @Override
        public boolean needsVault() {
            return template.needsVault();
        }
    }

    /** A list of the file. */
    record Many(List<Item> items) implements Value {

        Many {
            items = List.copyOf(items);
        }

        @Override
        public boolean needsVault() {
            return items.stream().anyMatch(item -> item.value().needsVault());
        }
    }

    /** A section of the file whose keys are names of the user's. */
    record Named(List<NamedItem> items) implements Value {

        Named {
            items = List.copyOf(items);
        }

        @Override
        public boolean needsVault() {
            return items.stream().anyMatch(item -> item.value().needsVault());
        }
    }

    /** An item of a list. */
    record Item(Place place, Single value) {}

    /** A key of a section and its value. */
    record NamedItem(Place place, String name, Single value) {}
}

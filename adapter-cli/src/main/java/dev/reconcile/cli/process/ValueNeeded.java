package dev.reconcile.cli.process;

import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Has an option that needs a value refuse what is more likely the next option: what begins with a hyphen, unless an equals
 * sign makes it the option's own or a digit follows as in no option. {@code --max-rate -5} is left to whoever reads the value.
 */
public final class ValueNeeded implements IParameterPreprocessor {

    /** Of any option that takes one value. */
    public ValueNeeded() {}

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
        if (!arguments.isEmpty()) {
            boolean attached = !" ".equals(information.get("separator"));
            boolean lacking = attached
                    ? isOption(arguments.peek(), command)
                    : arguments.peek().matches("(?s)-[^0-9].*");
            if (lacking) {
                throw new ParameterException(
                        command.commandLine(), message(((OptionSpec) option).longestName(), attached));
            }
        }
        return false;
    }

    /** What picocli never takes for a value: {@code --}, {@code --quiet}, {@code --quiet=true}, {@code -hV}. */
    private static boolean isOption(String argument, CommandSpec command) {
        Set<String> options = command.optionsMap().keySet();
        String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
        return name.equals("--")
                || options.contains(name)
                || (argument.length() > 2 && options.contains(argument.substring(0, 2)));
    }

    /** The value may be a password, so it is not quoted. */
    private static String message(String option, boolean attached) {
        return attached
                ? option + ": the value looks like another option. Give it in the environment or in the settings file."
                : option
                        + ": its value is missing, for what follows begins with a hyphen. Give one; if that is the value,"
                        + " write " + option + "=VALUE.";
    }
}

package dev.reconcile.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Has an option that may stand alone take no more than the words true and false: in {@code --show-values report.json} the
 * file is an argument of the command's.
 */
final class SwitchedOn implements IParameterPreprocessor {

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
        boolean attached = !" ".equals(information.get("separator"));
        if (!attached && (arguments.isEmpty() || !arguments.peek().matches("(?i)true|false"))) {
            arguments.push("true");
        }
        return false;
    }
}

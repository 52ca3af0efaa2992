package org.sumario;

import org.sumario.cli.SumarioCommand;

/** The one main; the command line is parsed without Spring, which only the commands that need it start. */
public final class Sumario {
    private Sumario() {}

    public static void main(String[] arguments) {
        System.exit(SumarioCommand.run(arguments));
    }
}

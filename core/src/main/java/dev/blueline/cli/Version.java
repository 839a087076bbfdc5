package dev.blueline.cli;

import dev.blueline.study.Machine;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"blueline " + Machine.version(), "Java " + Runtime.version()};
    }
}

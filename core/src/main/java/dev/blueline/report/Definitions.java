package dev.blueline.report;

import org.jsoup.nodes.Element;

/** The lists of definitions at the end of a page: what was counted, and what made the page. */
final class Definitions {
    private Definitions() {}

    /** A heading and what it means; the element that holds the meaning. */
    static Element define(Element list, String heading, String text) {
        list.appendElement("dt").text(heading);
        return list.appendElement("dd").text(text);
    }

    /** What made the page: the last lines of every page's list. */
    static void program(Element list, String version, String command) {
        define(list, "Program", "Blueline " + version);
        define(list, "Command", "").appendElement("code").text(command);
        define(list, "Charts", "Apache ECharts 5.3.1 (Apache License 2.0), included in this file.");
    }
}

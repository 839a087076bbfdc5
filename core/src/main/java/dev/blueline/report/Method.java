package dev.blueline.report;

import org.jsoup.nodes.Element;

/** How it was counted, what must not be concluded, what was planned, and what made the page. */
final class Method {
    private Method() {}

    static Section section(ReportData data) {
        Section section = Section.titled("method", "What was counted, and how");
        Element list = section.element().appendElement("dl").addClass("method");
        define(
                list,
                "Bits per byte",
                "The loss on validation text in bits, divided by its length in bytes: comparable across tokenizers. Its"
                        + " standard error takes whole documents as the unit, since words of one document are alike.");
        data.counting().forEach((heading, sentence) -> define(list, heading, sentence));
        if (!data.limitations().isEmpty()) {
            section.element().appendElement("h3").text("Limitations");
            section.list(data.limitations());
        }
        if (!data.plan().isEmpty()) {
            Table plan =
                    new Table("Rungs the budget allowed", "rung", "#parameters", "#tokens", "#FLOP", "#expected time");
            data.plan()
                    .forEach(rung -> plan.row(
                            rung.rung(),
                            Format.shortCount(rung.parameters()),
                            Format.shortCount(rung.tokens()),
                            Format.power(rung.flops()),
                            Format.seconds(rung.expectedSeconds())));
            section.folded("The plan, as written before the start", plan);
        }
        section.element().appendElement("h3").text("Where it comes from");
        Element provenance = section.element().appendElement("dl").addClass("method");
        ReportData.Machine machine = data.machine();
        define(provenance, "Finished", Format.minute(data.finishedAt()));
        define(
                provenance,
                "Machine",
                machine.processor() + ", " + machine.cores() + (machine.cores() == 1 ? " core" : " cores") + ", "
                        + Format.significant(machine.peakGflopsPerCore())
                        + " GFLOP/s measured peak a core (fused multiply-adds), Java " + machine.java());
        define(provenance, "Program", "Blueline " + data.version());
        data.forecast().ifPresent(forecast -> define(provenance, "Forecast", "fingerprint " + forecast.fingerprint()));
        Element command = define(provenance, "Command", "");
        command.appendElement("code").text(data.command());
        define(provenance, "Charts", "Apache ECharts 5.3.1 (Apache License 2.0), included in this file.");
        return section;
    }

    private static Element define(Element list, String heading, String text) {
        list.appendElement("dt").text(heading);
        return list.appendElement("dd").text(text);
    }
}

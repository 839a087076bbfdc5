package dev.blueline.report;

import org.jsoup.nodes.Element;

/** How it was counted, what must not be concluded, what was planned, and what made the page. */
final class Method {
    private Method() {}

    static Section section(ReportData data) {
        Section section = Section.titled("method", "What was counted, and how");
        Element list = section.element().appendElement("dl").addClass("method");
        Definitions.define(
                list,
                "Bits per byte",
                "The loss on validation text in bits, divided by its length in bytes: comparable across tokenizers. Its"
                        + " standard error takes whole documents as the unit, since words of one document are alike.");
        data.counting().forEach((heading, sentence) -> Definitions.define(list, heading, sentence));
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
        Definitions.define(provenance, "Finished", Format.minute(data.finishedAt()));
        Definitions.define(
                provenance,
                "Machine",
                machine.processor() + ", " + machine.cores() + (machine.cores() == 1 ? " core" : " cores") + ", "
                        + Format.significant(machine.peakGflopsPerCore())
                        + " GFLOP/s measured peak a core (fused multiply-adds), Java " + machine.java());
        data.forecast()
                .ifPresent(forecast ->
                        Definitions.define(provenance, "Forecast", "fingerprint " + forecast.fingerprint()));
        Definitions.program(provenance, data.version(), data.command());
        return section;
    }
}

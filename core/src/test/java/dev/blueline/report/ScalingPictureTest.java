package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class ScalingPictureTest {
    @Test
    void takesTheDrawnPlotOutAsXmlOfItsOwn() {
        String drawn = "<!doctype html><main><div id=\"scaling-chart\"><div><svg xmlns=\"http://www.w3.org/2000/svg\""
                + " width=\"960\" height=\"640\"><defs><clipPath id=\"c\"></clipPath></defs>"
                + "<text>a &amp; b</text></svg></div></div></main><script>1 < 2</script>";
        String svg = ScalingPicture.svg(drawn);
        assertThat(svg)
                .startsWith("<svg")
                .contains("viewBox=\"0 0 960 640\"")
                .contains("<clipPath")
                .contains("a &amp; b");
        assertThat(Jsoup.parse(svg, Parser.xmlParser()).children()).hasSize(1);
    }

    @Test
    void saysWhatToDoWithAPageThatWasNotDrawn() {
        assertThatThrownBy(() -> ScalingPicture.svg(Report.html(SampleReports.full())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("report.html#scaling");
    }
}

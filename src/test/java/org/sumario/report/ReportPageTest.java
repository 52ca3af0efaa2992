package org.sumario.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

class ReportPageTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style><script>alert(1)</script>",
                "</title><iframe srcdoc=\"<script>alert(1)</script>\">",
                "]]><!--><svg onload=alert(1)>",
                "&lt;script&gt; &#60; {0} '{' ''"
            })
    void textOfASpreadsheetNeverBecomesMarkup(String text) throws Exception {
        Document page = parse(ReportPage.of(AnAccount.with(text), Locale.ENGLISH));
        Set<String> known = Arrays.stream(Tag.values()).map(Tag::word).collect(Collectors.toCollection(TreeSet::new));
        Set<String> attributes = new TreeSet<>();
        NodeList elements = page.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(known).contains(element.getTagName());
            NamedNodeMap given = element.getAttributes();
            for (int j = 0; j < given.getLength(); j++) {
                attributes.add(given.item(j).getNodeName());
            }
        }
        assertThat(known).doesNotContain("script", "img", "iframe", "object", "link", "a", "form");
        assertThat(attributes).hasSizeGreaterThan(10).noneMatch(name -> name.startsWith("on"));
        assertThat(attributes).doesNotContain("src", "href", "style", "srcdoc", "action", "data");
        // And nothing is lost of it: the file's name stands there as it is.
        assertThat(texts(page, "th")).contains(text);
        assertThat(page.getElementsByTagName("style").getLength()).isEqualTo(1);
    }

    @Test
    void whatNobodySeesIsShownByItsCode() throws Exception {
        Document page = parse(ReportPage.of(AnAccount.with("SANTA\u202Egpj.exe\u200B\u0007\uD800\nB\u0000"), SPANISH));
        assertThat(texts(page, "th")).contains("SANTA[U+202E]gpj.exe[U+200B][U+0007][U+D800] B[U+0000]");
    }

    @Test
    void thePageMayFetchAndRunNothing() throws Exception {
        String page = ReportPage.of(AnAccount.with("x"), Locale.ENGLISH);
        NodeList metas = parse(page).getElementsByTagName("meta");
        List<String> policies = new ArrayList<>();
        for (int i = 0; i < metas.getLength(); i++) {
            if (((Element) metas.item(i)).getAttribute("http-equiv").equals("Content-Security-Policy")) {
                policies.add(((Element) metas.item(i)).getAttribute("content"));
            }
        }
        assertThat(policies).containsExactly("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        assertThat(page.replaceAll("http://www\\.w3\\.org/(1999/xhtml|2000/svg)", ""))
                .doesNotContain("http:", "https:", "@import", "url(http");
    }

    @Test
    void aPartialYearIsHatchedAndNamedAndTheYearOfThisRunMarked() throws Exception {
        Document page = parse(ReportPage.of(AnAccount.with("x"), Locale.ENGLISH));
        Element chart = (Element) page.getElementsByTagName("svg").item(0);
        assertThat(chart.getAttribute("role")).isEqualTo("img");
        for (String named : chart.getAttribute("aria-labelledby").split(" ")) {
            assertThat(byId(chart, named)).as(named).isNotBlank();
        }
        assertThat(attributes(chart, "rect", "fill")).containsExactly("", "", "url(#series-1-part)", "");
        assertThat(attributes(chart, "rect", "class")).containsExactly("bar", "frame new", "", "frame");
        assertThat(attributes(chart, "line", "class")).contains("before");
        assertThat(texts(chart, "text")).contains("1,233,421", "400,000", "Jan–May", "▲ new here");
        assertThat(texts(page, "td")).contains("Jan–May", "Jan–Dec", "495,340", "1,233,421", "▲ new here");
    }

    @Test
    void anExtensionIsNeverTheRiseOfAPercentage() throws Exception {
        for (Locale language : List.of(Locale.ENGLISH, SPANISH)) {
            Document page = parse(ReportPage.of(AnAccount.with("x"), language));
            String body = page.getElementsByTagName("body").item(0).getTextContent();
            assertThat(body)
                    .contains("495,340", "1,233,421", "−10", "1,566", "4,060", "1,234.5 = 1,200 + 34.5")
                    .contains(language == SPANISH ? "ampliado en 7 meses" : "extended by 7 months")
                    .doesNotContain("%", "REPORT_", "{0}");
            assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language.getLanguage());
        }
    }

    @Test
    void everyFieldOfTheJsonIsExplained() throws IOException {
        Set<String> fields = new TreeSet<>();
        collect(ReportFiles.json(AnAccount.with("x")), fields);
        assertThat(fields).hasSizeGreaterThan(80).contains("figures_digest", "reasons_es", "is_full_year");
        String page = Files.readString(Path.of("docs/report.md"));
        assertThat(fields).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    private static void collect(JsonNode node, Set<String> fields) {
        node.propertyNames().forEach(fields::add);
        node.forEach(child -> collect(child, fields));
    }

    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Node within, String tag) {
        NodeList found = within instanceof Document page
                ? page.getElementsByTagName(tag)
                : ((Element) within).getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> attributes(Element within, String tag, String attribute) {
        NodeList found = within.getElementsByTagName(tag);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            values.add(((Element) found.item(i)).getAttribute(attribute));
        }
        return values;
    }

    private static String byId(Element within, String id) {
        NodeList all = within.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("id").equals(id)) {
                return all.item(i).getTextContent();
            }
        }
        return "";
    }
}

package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType.Xml;
import dev.reconcile.core.canonical.RandomXml.Node;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTextTest {

    private static final int SEEDS = 5_000;

    @ParameterizedTest
    @CsvSource(
            value = {
                // What does not count
                "`<?xml version=\"1.0\" encoding='UTF-16' standalone=\"no\" ?>\n<a/>`;`<a></a>`",
                "`<a b = \"1\"\n a='2' />`;`<a a=\"2\" b=\"1\"></a>`",
                "`<a></a >`;`<a></a>`",
                "`<a>&#65;&#x42;&lt;&gt;&amp;&quot;&apos;</a>`;`<a>AB&lt;&gt;&amp;\"'</a>`",
                "`<a b='\"&apos;&#9;&#10;&#13;&#32;>&gt;'/>`;`<a b=\"&#34;'&#9;&#10;&#13; &gt;&gt;\"></a>`",
                "`<a><![CDATA[<x> & ]]]]><![CDATA[>]]></a>`;`<a>&lt;x&gt; &amp; ]]&gt;</a>`",
                "`<a b='1\r\n2\t3'>1\r\n2\r3</a>`;`<a b=\"1 2 3\">1\n2\n3</a>`",
                "`<p:a xmlns:q='u' xmlns='v'/>`;`<p:a xmlns=\"v\" xmlns:q=\"u\"></p:a>`",
                // White space by itself
                "`\n<a>\n  <b/>\t<c> x </c>\n</a>\n`;`<a><b></b><c> x </c></a>`",
                "`<a> </a>`;`<a>&#32;</a>`",
                "`<a> <!-- c --> <?p?> </a>`;`<a><!-- c --><?p?></a>`",
                "`<a><b/>&#x20;<c/></a>`;`<a><b></b>&#32;<c></c></a>`",
                "`<a>\n&#9;<b/></a>`;`<a>&#10;&#9;<b></b></a>`",
                "`<a><b/><![CDATA[ ]]></a>`;`<a><b></b>&#32;</a>`",
                "`<a><b/> <![CDATA[]]> </a>`;`<a><b></b></a>`",
                "`<a xml:space='preserve'> <b> <c/></b><d xml:space='default'> <e/> </d> </a>`;"
                        + "`<a xml:space=\"preserve\">&#32;<b>&#32;<c></c></b><d xml:space=\"default\"><e></e></d>"
                        + "&#32;</a>`",
                "`<a xml:space='preserve'><b xml:space='odd'> <c/></b></a> <d/>`;"
                        + "`<a xml:space=\"preserve\"><b xml:space=\"odd\">&#32;<c></c></b></a><d></d>`",
                "`<a>x\u00a0</a>`;`<a>x\u00a0</a>`",
                "`<a>\u00a0<b/></a>`;`<a>\u00a0<b></b></a>`",
                // What is no document, but content
                "``;``",
                "` \n`;``",
                "`x &amp; y`;`x &amp; y`",
                "`<a/>x<a/>`;`<a></a>x<a></a>`",
                "`!x`;`!x`",
                // What counts
                "`<a><!-- c --><?p  x ?></a>`;`<a><!-- c --><?p x ?></a>`",
                "`<a><?p <&>?><!--<&>--></a>`;`<a><?p <&>?><!--<&>--></a>`",
                "`<?xml-stylesheet href='x'?><a/>`;`<?xml-stylesheet href='x'?><a></a>`",
                "`<é·1/>`;`<é·1></é·1>`",
                "`<𐀀>😀</𐀀>`;`<𐀀>😀</𐀀>`",
                "`<:a:/>`;`<:a:></:a:>`"
            },
            delimiter = ';',
            quoteCharacter = '`')
    void xml_is_what_it_says(String text, String form) {
        assertThat(new Xml().of(text)).isEqualTo(form);
        assertThat(new Xml().of(form)).isEqualTo(form);
        assertThat(isXml(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "</a>",
                "<a></b>",
                "<a><b></a></b>",
                "<a",
                "<a b/>",
                "<a b=1/>",
                "<a b='1'c='2'/>",
                "<a b='1' b='2'/>",
                "<a b='<'/>",
                "<a b='&'/>",
                "<a b='1/>",
                "< a/>",
                "<1/>",
                "<×/>",
                "<a÷/>",
                "<a/ >",
                "<a>&</a>",
                "<a>&nbsp;</a>",
                "<a>&lt</a>",
                "<a>&#;</a>",
                "<a>&#x;</a>",
                "<a>&#xg;</a>",
                "<a>&#-1;</a>",
                "<a>&#0;</a>",
                "<a>&#xd800;</a>",
                "<a>&#x110000;</a>",
                "<a>&#4294967361;</a>",
                "<a>&#٦٥;</a>",
                "<a>]]></a>",
                "<a>\u0001</a>",
                "<a>\uffff</a>",
                "<a b='\u0001'/>",
                "<!-- -- -->",
                "<!-- --->",
                "<!--",
                "<!--\u0001-->",
                "<?p",
                "<? p?>",
                "<?p?x?>",
                "<?XML version='1.0'?>",
                "<![CDATA[",
                "<![cdata[]]>",
                " <?xml version='1.0'?><a/>",
                "<?xml?><a/>",
                "<?xml version='1.1'?><a/>",
                "<?xml version='1.0\"?><a/>",
                "<?xml encoding='UTF-8'?><a/>",
                "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
                "<?xml version='1.0' standalone='maybe'?><a/>",
                "<?xml version='1.0'encoding='UTF-8'?><a/>",
                "<?xml version='1.0'?>\n<?xml version='1.0'?><a/>",
                "<!DOCTYPE a><a/>",
                "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<a><!ELEMENT a ANY></a>"
            })
    void what_is_no_xml_is_equal_to_itself_alone(String text) {
        assertThat(new Xml().of(text)).isEqualTo("<>" + text);
        assertThat(isXml(text)).isFalse();
    }

    @Test
    void a_padding_column_s_blanks_count_for_nothing() {
        assertThat(new Xml().of("<a>  ")).isEqualTo("<><a>");
        assertThat(new Xml().of("<a/>  ")).isEqualTo("<a></a>");
    }

    @Test
    void deep_nesting_many_attributes_and_long_values_end_nothing() {
        int many = 200_000;
        String deep = "<a>".repeat(many) + "</a>".repeat(many);
        assertThat(new Xml().of("<a>".repeat(many - 1) + "<a/>" + "</a>".repeat(many - 1)))
                .isEqualTo(deep);
        assertThat(new Xml().of("<a>".repeat(many))).startsWith("<><a>");

        String value = "x".repeat(5_000_000);
        assertThat(new Xml().of("<a b='" + value + "'/>")).isEqualTo("<a b=\"" + value + "\"></a>");

        StringBuilder wide = new StringBuilder("<a");
        for (int i = many; i > 0; i--) {
            wide.append(" b").append(i).append("=''");
        }
        assertThat(new Xml().of(wide + "/>")).startsWith("<a b1=\"\" b10=\"\" b100=\"\"");
        assertThat(new Xml().of(wide + " b7=''/>")).startsWith("<><a ");
    }

    @Test
    void two_ways_to_write_the_same_are_equal_and_a_change_is_not() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomXml xml = new RandomXml(new Random(seed));
            List<Node> content = xml.content();
            List<Node> changed = xml.changed(content);
            String one = xml.written(content);
            String other = xml.written(content);
            String different = xml.written(changed);

            String form = XmlText.normal(one);
            assertThat(XmlText.isXml(one)).as("seed %d: %s", seed, one).isTrue();
            assertThat(XmlText.normal(form)).as("seed %d: %s", seed, one).isEqualTo(form);
            assertThat(XmlText.normal(other)).as("seed %d: %s", seed, other).isEqualTo(form);
            assertThat(XmlText.normal(different).equals(form))
                    .as("seed %d: %s and %s", seed, one, different)
                    .isEqualTo(changed.equals(content));
        }
    }

    /** Java's own parser says what is XML and what it says, but for white space by itself; of colons it knows more. */
    @Test
    void what_is_xml_is_so_to_another_parser_and_says_the_same_to_it() {
        int wellFormed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomXml xml = new RandomXml(random);
            String text = damaged(withoutDeclaration(xml.written(xml.content())).replace(':', '.'), random);

            Optional<List<String>> events = events(text);

            assertThat(XmlText.isXml(text)).as("seed %d: %s", seed, text).isEqualTo(events.isPresent());
            if (events.isPresent()) {
                assertThat(events(XmlText.normal(text)))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(events);
                wellFormed++;
            }
        }
        assertThat(wellFormed).isBetween(SEEDS / 4, SEEDS - SEEDS / 10);
    }

    private static String withoutDeclaration(String xml) {
        return xml.startsWith("<?xml ") ? xml.substring(xml.indexOf("?>") + 2) : xml;
    }

    private static String damaged(String xml, Random random) {
        List<String> pieces = List.of(
                "<",
                ">",
                "/",
                "&",
                ";",
                "\"",
                "'",
                "=",
                "!",
                "?",
                "-",
                "--",
                "]]>",
                "<!--",
                "-->",
                "<?p ",
                "?>",
                "<![CDATA[",
                "<a>",
                "</a>",
                "<a/>",
                "&#x1;",
                "&#10;",
                "&x;",
                " ",
                "\n",
                "\u0001",
                "\uffff",
                "\ud800",
                "x",
                "1");
        StringBuilder damaged = new StringBuilder(xml);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            if (random.nextBoolean() && at < damaged.length()) {
                damaged.deleteCharAt(at);
            } else {
                damaged.insert(at, pieces.get(random.nextInt(pieces.size())));
            }
        }
        return damaged.toString();
    }

    /** What the text says within an element of ours; empty where it is no content of one. */
    private static Optional<List<String>> events(String content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        List<String> events = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader("<r>" + content + "</r>"));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                        events.add("<" + reader.getLocalName() + attributes(reader));
                    case XMLStreamConstants.END_ELEMENT -> events.add("</" + reader.getLocalName());
                    case XMLStreamConstants.COMMENT -> events.add("<!--" + reader.getText());
                    case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        events.add("<?" + reader.getPITarget() + " " + reader.getPIData());
                    case XMLStreamConstants.END_DOCUMENT -> {
                        return Optional.of(events);
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    default -> addText(reader.getText(), events);
                }
            }
            return Optional.of(events);
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    private static void addText(String text, List<String> events) {
        if (text.isBlank()) {
            return;
        }
        int last = events.size() - 1;
        if (last >= 0 && events.get(last).startsWith("T")) {
            events.set(last, events.get(last) + text);
        } else {
            events.add("T" + text);
        }
    }

    private static boolean isXml(String text) {
        return new ValueType.Document(ValueType.Document.Format.XML, "many texts").holds(text);
    }
}

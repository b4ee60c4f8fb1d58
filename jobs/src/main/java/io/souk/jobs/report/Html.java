package io.souk.jobs.report;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of a page under construction. Texts and attribute values are escaped as they are added, so no string from
 * data becomes markup; names of elements and attributes come from code and are checked. Inline handlers and styles are
 * refused: the page's security policy forbids them.
 */
final class Html {

    private static final Set<String> VOID = Set.of("meta", "link", "br", "hr");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Html(String name) {
        this.name = name;
    }

    /** An element without attributes and content so far. */
    static Html of(String name) {
        return new Html(checked(name));
    }

    /** An element of the classes, separated by spaces. */
    static Html of(String name, String classes) {
        return of(name).with("class", classes);
    }

    Html with(String attribute, String value) {
        if (attribute.startsWith("on") || attribute.equals("style")) {
            throw new IllegalArgumentException(
                    "The attribute '%s' would break the page's security policy. Use a class instead."
                            .formatted(attribute));
        }
        attributes
                .append(' ')
                .append(checked(attribute))
                .append("=\"")
                .append(escaped(value))
                .append('"');
        return this;
    }

    Html text(String text) {
        content.append(escaped(text));
        return this;
    }

    Html add(Html... children) {
        return add(List.of(children));
    }

    Html add(List<Html> children) {
        children.forEach(child -> child.writeTo(content));
        return this;
    }

    /** Source of a script or a style sheet, as it is: the caller answers for it. Only for these two elements. */
    Html source(String source) {
        if (!name.equals("script") && !name.equals("style")) {
            throw new IllegalStateException(
                    "Only a script or a style sheet has a source; a %s has text.".formatted(name));
        }
        if (source.toLowerCase(java.util.Locale.ROOT).contains("</" + name)) {
            throw new IllegalArgumentException("The source of a %s contains its end tag.".formatted(name));
        }
        content.append(source);
        return this;
    }

    private void writeTo(StringBuilder page) {
        page.append('<').append(name).append(attributes).append('>');
        if (!VOID.contains(name)) {
            page.append(content).append("</").append(name).append('>');
        }
    }

    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        writeTo(page);
        return page.toString();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name of an element or attribute.".formatted(name));
        }
        return name;
    }

    /** Text that means itself in content and in quoted attributes. Characters that HTML forbids become U+FFFD. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isForbidden(point) ? 0xFFFD : point);
            }
        });
        return safe.toString();
    }

    private static boolean isForbidden(int point) {
        boolean isControl = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean isHalfPair = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        boolean isNoCharacter = (point & 0xFFFE) == 0xFFFE;
        return isControl || isHalfPair || isNoCharacter;
    }
}

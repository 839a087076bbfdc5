package dev.blueline.harness;

import com.hubspot.jinjava.el.ext.JinjavaBeanELResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.objects.Namespace;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * What templates may do with texts, lists and maps: the methods that Python's have, under Python's names, and nothing of Java's.
 * Methods of other objects cannot be reached, so that a template runs no code, but for those of the template engine itself.
 */
final class PythonMethods extends ELResolver {
    private final JinjavaBeanELResolver ofTheEngine = new JinjavaBeanELResolver(true);

    @Override
    public @Nullable Object invoke(
            ELContext context, @Nullable Object base, Object method, Class<?> @Nullable [] types, Object[] given) {
        if (base instanceof Filter || base instanceof ExpTest) {
            return ofTheEngine.invoke(context, base, method, types, given);
        }
        Object[] arguments = Objects.requireNonNullElse(given, new Object[0]);
        Optional<Object> result = base == null ? Optional.empty() : ofValue(base, method.toString(), arguments);
        if (result.isEmpty()) {
            return null;
        }
        context.setPropertyResolved(true);
        return result.get();
    }

    private static Optional<Object> ofValue(Object base, String method, Object[] given) {
        return switch (base) {
            case String text -> ofText(text, method, given);
            case Map<?, ?> map -> ofMap(map, method, given);
            case List<?> list -> ofList(list, method, given);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> ofText(String text, String method, Object[] given) {
        return Optional.ofNullable(
                switch (method + "/" + given.length) {
                    case "strip/0" -> text.strip();
                    case "lstrip/0" -> text.stripLeading();
                    case "rstrip/0" -> text.stripTrailing();
                    case "strip/1" -> stripped(text, given[0].toString(), true, true);
                    case "lstrip/1" -> stripped(text, given[0].toString(), true, false);
                    case "rstrip/1" -> stripped(text, given[0].toString(), false, true);
                    case "lower/0" -> text.toLowerCase(Locale.ROOT);
                    case "upper/0" -> text.toUpperCase(Locale.ROOT);
                    case "title/0" -> title(text);
                    case "capitalize/0" -> capitalized(text);
                    case "split/0" -> words(text);
                    case "split/1" -> split(text, given[0].toString(), Integer.MAX_VALUE);
                    case "split/2" -> split(text, given[0].toString(), number(given[1]));
                    case "splitlines/0" -> new ArrayList<Object>(text.lines().toList());
                    case "replace/2" -> text.replace(given[0].toString(), given[1].toString());
                    case "startswith/1" -> text.startsWith(given[0].toString());
                    case "endswith/1" -> text.endsWith(given[0].toString());
                    case "removeprefix/1" ->
                        text.startsWith(given[0].toString())
                                ? text.substring(given[0].toString().length())
                                : text;
                    case "removesuffix/1" ->
                        text.endsWith(given[0].toString())
                                ? text.substring(
                                        0, text.length() - given[0].toString().length())
                                : text;
                    case "find/1" -> (long) text.indexOf(given[0].toString());
                    case "index/1" -> found(text.indexOf(given[0].toString()), given[0]);
                    case "count/1" ->
                        split(text, given[0].toString(), Integer.MAX_VALUE).size() - 1L;
                    case "isdigit/0" -> !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
                    case "join/1" ->
                        given[0] instanceof List<?> list
                                ? list.stream().map(String::valueOf).collect(Collectors.joining(text))
                                : null;
                    default -> null;
                });
    }

    private static Optional<Object> ofList(List<?> list, String method, Object[] given) {
        return switch (method + "/" + given.length) {
            case "index/1" -> Optional.of(found(place(list, given[0]), given[0]));
            case "count/1" ->
                Optional.of(list.stream().filter(each -> equal(each, given[0])).count());
            default -> Optional.empty();
        };
    }

    private static Optional<Object> ofMap(Map<?, ?> map, String method, Object[] given) {
        return switch (method + "/" + given.length) {
            case "keys/0" -> Optional.of(new ArrayList<Object>(map.keySet()));
            case "values/0" -> Optional.of(new ArrayList<Object>(map.values()));
            case "items/0" ->
                Optional.of(map.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .collect(Collectors.toCollection(ArrayList::new)));
            case "get/1" -> Optional.of(Objects.requireNonNullElse(map.get(given[0]), PythonNone.NONE));
            case "get/2" -> Optional.of(Objects.requireNonNullElse(map.get(given[0]), given[1]));
            default -> Optional.empty();
        };
    }

    private static long found(int place, Object wanted) {
        if (place < 0) {
            throw new IllegalArgumentException("\"" + wanted + "\" is not there");
        }
        return place;
    }

    private static int place(List<?> list, Object wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (equal(list.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        return a instanceof Number x && b instanceof Number y
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }

    private static int number(Object value) {
        return value instanceof Number number && number.intValue() >= 0 ? number.intValue() : Integer.MAX_VALUE;
    }

    /** Python's {@code split}: empty parts stay. */
    private static List<Object> split(String text, String by, int most) {
        if (by.isEmpty()) {
            throw new IllegalArgumentException("empty separator");
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(by); at >= 0 && parts.size() < most; at = text.indexOf(by, from)) {
            parts.add(text.substring(from, at));
            from = at + by.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<Object> words(String text) {
        return text.isBlank()
                ? new ArrayList<>()
                : new ArrayList<>(List.of(text.strip().split("\\s+")));
    }

    private static String stripped(String text, String characters, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (right && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String capitalized(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            title.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetter(c);
        }
        return title.toString();
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base instanceof ForLoop || base instanceof Namespace) {
            return ofTheEngine.getValue(context, base, property);
        }
        if (base instanceof String text && String.valueOf(property).matches("-?\\d{1,9}")) {
            int place = Integer.parseInt(String.valueOf(property));
            int at = place < 0 ? text.length() + place : place;
            if (at >= 0 && at < text.length()) {
                context.setPropertyResolved(true);
                return text.substring(at, at + 1);
            }
        }
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        // documents are read only
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return null;
    }
}

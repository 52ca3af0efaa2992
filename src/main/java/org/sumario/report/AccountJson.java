package org.sumario.report;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account as JSON: a record is an object with its components in their order and in snake case, a list an array, an enum its word, an
 * instant its text. Written here because a load pays for a general mapper's start more than for all the rest of its report.
 */
final class AccountJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AccountJson() {}

    static ObjectNode of(Record written) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : written.getClass().getRecordComponents()) {
            try {
                object.set(
                        snake(component.getName()), node(component.getAccessor().invoke(written)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return object;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Record written) {
            return of(written);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(each -> array.add(node(each)));
            return array;
        }
        if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Enum<?> word) {
            return NODES.stringNode(word.name().toLowerCase(Locale.ROOT));
        }
        if (value instanceof String || value instanceof Instant) {
            return NODES.stringNode(value.toString());
        }
        throw new IllegalArgumentException("no JSON for " + value.getClass());
    }

    /** {@code figuresDigest} is {@code figures_digest}. */
    private static String snake(String name) {
        StringBuilder snake = new StringBuilder();
        name.chars().forEach(letter -> {
            if (Character.isUpperCase(letter)) {
                snake.append('_');
            }
            snake.append((char) Character.toLowerCase(letter));
        });
        return snake.toString();
    }
}

package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code entity/unit} for some kinds of writes, and its keys and arguments. */
public final class UnitScript {

    /** Several writes of one partition, all or none. */
    public static final LuaScript<UnitReply> TEMPLATE = LuaScript.load("entity/unit", UnitReply::decode);

    private static final String BODIES = "-- @bodies\n";

    private final List<UnitKind> kinds;
    private final List<String> models;
    private final LuaScript<UnitReply> script;

    /**
     * The script of units whose writes are of these kinds.
     *
     * @param kinds different kinds
     */
    public UnitScript(List<UnitKind> kinds) {
        this.kinds = List.copyOf(kinds);
        this.models = kinds.stream().map(UnitKind::model).distinct().toList();
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put("models", models.stream().map(this::places).toList());
        constants.put(
                "kinds",
                kinds.stream()
                        .map(kind -> List.of(models.indexOf(kind.model()) + 1, kind.attachedKeys()))
                        .toList());
        this.script = TEMPLATE.withConstants(constants)
                .withBody(body -> body.replace(BODIES, bodies()))
                .withFlagsOf(kinds.stream().<LuaScript<?>>map(UnitKind::script).toList());
    }

    private List<Integer> places(String model) {
        UnitKind kind = kinds.stream()
                .filter(one -> one.model().equals(model))
                .findFirst()
                .orElseThrow();
        return List.of(kind.sharedKeys(), kind.permitPlace());
    }

    private String bodies() {
        StringBuilder bodies = new StringBuilder();
        for (int i = 0; i < kinds.size(); i++) {
            bodies.append("bodies[").append(i + 1).append("] = function(KEYS, ARGV)\n");
            bodies.append(kinds.get(i).script().functionBody()).append("end\n");
        }
        return bodies.toString();
    }

    /** {@return the script} */
    public LuaScript<UnitReply> script() {
        return script;
    }

    /**
     * @param writes the writes, in their order
     * @return the keys of the unit
     */
    public List<byte[]> keys(List<UnitCall> writes) {
        List<byte[]> keys = new ArrayList<>();
        for (String model : models) {
            writes.stream()
                    .filter(write -> write.kind().model().equals(model))
                    .findFirst()
                    .ifPresent(write -> keys.addAll(write.sharedKeys()));
        }
        writes.forEach(write -> keys.addAll(write.ownKeys()));
        return keys;
    }

    /**
     * @param writes the writes, in their order
     * @return the arguments of the unit
     */
    public List<byte[]> arguments(List<UnitCall> writes) {
        int size =
                writes.stream().mapToInt(write -> write.arguments().size() + 2).sum();
        Arguments arguments = new Arguments(size);
        for (UnitCall write : writes) {
            arguments
                    .add(kinds.indexOf(write.kind()) + 1L)
                    .add(write.arguments().size());
            write.arguments().forEach(arguments::add);
        }
        return arguments.toList();
    }

    /**
     * @param kinds kinds of writes
     * @return each once, in the order in which every unit has them, so that few scripts serve all
     */
    public static List<UnitKind> inOrder(List<UnitKind> kinds) {
        return kinds.stream().distinct().sorted(UnitKind.ORDER).toList();
    }
}

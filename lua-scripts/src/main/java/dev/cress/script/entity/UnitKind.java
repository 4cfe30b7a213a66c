package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.Comparator;

/**
 * One kind of write of one type, as a unit has it.
 *
 * @param model name of the type's model
 * @param schema what the entity scripts know of the type
 * @param script the script that does such a write alone
 */
public record UnitKind(String model, WriteSchema schema, LuaScript<?> script) {

    static final Comparator<UnitKind> ORDER = Comparator.comparing(UnitKind::model)
            .thenComparing(kind -> kind.script().name());

    private static final int BEFORE_INDEXES = 4;

    /** By what it does: the same script of the same type does the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UnitKind kind
                && kind.model.equals(model)
                && kind.script.plain().sha1().equals(script.plain().sha1());
    }

    @Override
    public int hashCode() {
        return script.plain().sha1().hashCode();
    }

    /** How many keys all writes of the type have. */
    int sharedKeys() {
        int indexes = BEFORE_INDEXES - 1 + schema.indexes().size();
        return indexes
                + (schema.claims().isEmpty() ? 0 : 1)
                + (schema.life() == null ? 0 : 1)
                + (schema.noted() ? 1 : 0);
    }

    /** Of how many attachments a write has the keys, behind all others: of those that it removes with their entity. */
    int attachedKeys() {
        return script.name().equals(DeleteScript.TEMPLATE.name()) ? schema.attached() : 0;
    }

    /** Place of the permit among the keys of a write, from 1; 0 for none. */
    int permitPlace() {
        return schema.claims().isEmpty() ? 0 : BEFORE_INDEXES + schema.indexes().size() + 2;
    }
}

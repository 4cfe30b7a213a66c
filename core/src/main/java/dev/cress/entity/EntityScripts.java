package dev.cress.entity;

import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.DropScript;
import dev.cress.script.entity.LifeScripts;
import dev.cress.script.entity.MoveScripts;
import dev.cress.script.entity.PatchScript;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.SureTexts;
import dev.cress.script.entity.UnitKind;
import dev.cress.script.entity.WriteSchema;
import java.util.List;

/**
 * The scripts of one type: what each write does alone, and as which kind of write a unit has it.
 *
 * @param lives of use only for a type whose entities expire
 */
record EntityScripts(
        SaveScript save,
        DeleteScript delete,
        PatchScript patch,
        LifeScripts lives,
        DropScript drop,
        MoveScripts moves,
        UnitKind saves,
        UnitKind deletions,
        UnitKind patches) {

    /**
     * @param sure of each property which texts a save may replace unseen
     */
    static EntityScripts of(String model, WriteSchema schema, List<SureTexts> sure) {
        SaveScript save = new SaveScript(schema, sure);
        DeleteScript delete = new DeleteScript(schema);
        PatchScript patch = new PatchScript(schema);
        return new EntityScripts(
                save,
                delete,
                patch,
                new LifeScripts(schema),
                new DropScript(schema),
                new MoveScripts(schema),
                new UnitKind(model, schema, save.script()),
                new UnitKind(model, schema, delete.script()),
                new UnitKind(model, schema, patch.script()));
    }

    /** What units can do to the type: deletions only, or everything. */
    List<UnitKind> kinds(boolean deletes) {
        return deletes ? List.of(deletions) : List.of(saves, deletions, patches);
    }
}

--[[
fragment/index_changes   Appends to `moves` the commands that bring the indexes of one property from the stored texts to those of a save; a refusal as a reply, or nil.
stored, found, argv, values, nulls: as of text_changes. entries: after which argument the entries of these indexes follow.
]]
-- @include fragment/index_moves
local function index_changes(moves, keys, id, found, stored, argv, values, nulls, entries, forms, types, fields)
  for k = 1, #forms do
    local field = fields[k]
    local old, new = stored[field + 1], argv[values + field]
    if nulls ~= '' and string.byte(nulls, field) == 49 then new = false end
    local refusal = (old ~= new or not found) and index_moves(moves, forms[k], types[k], keys[4 + k], id, found, old, new, argv[entries + k])
    if refusal then return refusal end
  end
  return nil
end

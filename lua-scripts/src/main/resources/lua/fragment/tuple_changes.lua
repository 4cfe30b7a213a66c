--[[
fragment/tuple_changes   Appends to `moves` the commands that bring the indexes of several properties from the stored texts to the new ones; a refusal as a reply, or nil.
stored, found, argv, values, nulls: as of text_changes. entries: after which argument the entries of these indexes follow.
]]
-- @include fragment/tuple_moves
local function tuple_changes(moves, keys, id, found, stored, argv, values, nulls, entries, forms, tuples)
  for k, tuple in ipairs(tuples) do
    local old, new = {}, {}
    for j = 3, #tuple do
      local field = tuple[j]
      old[j - 2], new[j - 2] = stored[field + 1], string.byte(nulls, field) ~= 49 and argv[values + field]
    end
    local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + #forms + k], id, found, old, new, argv[entries + k])
    if refusal then return refusal end
  end
  return nil
end

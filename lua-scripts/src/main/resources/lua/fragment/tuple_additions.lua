--[[
fragment/tuple_additions   Appends to `moves` the commands that put an entity into its indexes of several properties; a refusal as a reply, or nil.
]]
-- @include fragment/tuple_moves
local function tuple_additions(moves, keys, id, stored, forms, tuples)
  for k, tuple in ipairs(tuples) do
    local new = {}
    for j = 3, #tuple do new[j - 2] = stored[tuple[j] + 1] end
    local entry = encode(tuple[2], new)
    if not entry then return {'CORRUPT', keys[4 + #forms + k], 'a stored value is not of its index type'} end
    local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + #forms + k], id, false, {}, new, entry)
    if refusal then return refusal end
  end
  return nil
end

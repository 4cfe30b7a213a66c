--[[
fragment/tuple_removals   Appends to `moves` the commands that take an entity out of its indexes of several properties; a refusal as a reply, or nil.
]]
-- @include fragment/tuple_moves
local function tuple_removals(moves, keys, id, stored, forms, tuples)
  for k, tuple in ipairs(tuples) do
    local old = {}
    for j = 3, #tuple do old[j - 2] = stored[tuple[j] + 1] end
    local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + #forms + k], id, true, old, {}, nil)
    if refusal then return refusal end
  end
  return nil
end

--[[
fragment/step_tuples   Appends to `moves` the commands that bring the indexes of several properties from the stored texts, all of them, to those of a patch; a refusal as a reply, or nil.
]]
-- @include fragment/tuple_moves
local function step_tuples(moves, keys, id, found, stored, new, forms, tuples)
  for k, tuple in ipairs(tuples) do
    local before, after = {}, {}
    for j = 3, #tuple do
      before[j - 2] = stored[tuple[j] + 1] or false
      after[j - 2] = new[tuple[j]]
      if after[j - 2] == nil then after[j - 2] = before[j - 2] end
    end
    local entry = encode(tuple[2], after)
    if not entry then return {'REFUSED', tostring(tuple[3]), 'cannot be indexed'} end
    local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + #forms + k], id, found, before, after, entry)
    if refusal then return refusal end
  end
  return nil
end

--[[
fragment/step_moves   Appends to `moves` the commands that bring the indexes of one property from the stored texts to those of a patch; a refusal as a reply, or nil.
plan: of run_steps.
]]
-- @include fragment/index_moves
local function step_moves(moves, keys, id, found, stored, plan, forms, types, fields)
  local places, new, entries, indexes = plan.places, plan.new, plan.entries, found and plan.indexes
  for j = 1, indexes and #indexes or #forms do
    local k = indexes and indexes[j] or j
    local i, form = fields[k], forms[k]
    if new[i] ~= nil or not found then
      local entry = entries[i] or encode(types[k], new[i])
      if form ~= 'g' and not entry then return {'REFUSED', tostring(i), 'cannot be indexed'} end
      local refusal = index_moves(moves, form, types[k], keys[4 + k], id, found, stored[places[i]], new[i], entry)
      if refusal then return refusal end
    end
  end
  return nil
end

--[[
fragment/step_moves   Appends to `moves` the commands that bring the indexes of one property from the stored texts to those of a patch; a refusal as a reply, or nil.
]]
-- @include fragment/index_moves
local function step_moves(moves, keys, id, found, stored, places, new, forms, types, fields)
  for k, form in ipairs(forms) do
    local i = fields[k]
    if new[i] ~= nil or not found then
      local entry = encode(types[k], new[i])
      if form ~= 'g' and not entry then return {'REFUSED', tostring(i), 'cannot be indexed'} end
      local refusal = index_moves(moves, form, types[k], keys[4 + k], id, found, stored[places[i]], new[i], entry)
      if refusal then return refusal end
    end
  end
  return nil
end

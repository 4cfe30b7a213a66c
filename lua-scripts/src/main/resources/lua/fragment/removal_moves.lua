--[[
fragment/removal_moves   Appends to `moves` the commands that take an entity out of its indexes, and to `event` the texts that it had; a refusal as a reply, or nil.
told: of each property something true when events tell its text.
]]
-- @include fragment/index_moves
local function removal_moves(moves, event, keys, id, stored, names, told, forms, types, fields)
  for i, name in ipairs(names) do
    if stored[i + 1] and told[i] then event[#event + 1] = '-' .. name; event[#event + 1] = stored[i + 1] end
  end
  for k, form in ipairs(forms) do
    local refusal = index_moves(moves, form, types[k], keys[4 + k], id, true, stored[fields[k] + 1], false, nil)
    if refusal then return refusal end
  end
  return nil
end

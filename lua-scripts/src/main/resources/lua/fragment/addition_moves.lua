--[[
fragment/addition_moves   Appends to `moves` the commands that put an entity with its stored texts into indexes that do not have it, and to `event` those texts; a refusal as a reply, or nil.
told: of each property whether events tell its text.
]]
-- @include fragment/index_moves
local function addition_moves(moves, event, keys, id, stored, names, told, forms, types, fields)
  for i, name in ipairs(names) do
    if stored[i + 1] and told[i] then event[#event + 1] = '+' .. name; event[#event + 1] = stored[i + 1] end
  end
  for k, form in ipairs(forms) do
    local text = stored[fields[k] + 1]
    local entry = form ~= 'g' and encode(types[k], text)
    if entry == nil then return {'CORRUPT', keys[4 + k], 'a stored value is not of its index type'} end
    local refusal = index_moves(moves, form, types[k], keys[4 + k], id, false, false, text, entry)
    if refusal then return refusal end
  end
  return nil
end

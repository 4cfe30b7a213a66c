--[[
fragment/tuple_moves   Appends to `moves` the commands that bring an index of several properties from the stored texts to the new ones; a refusal as a reply, or nil.
old, new: a text for each type, false for null. A tuple with a null in it claims nothing in a unique index.
]]
-- @include fragment/index_moves
local function tuple_moves(moves, form, types, key, id, existed, old, new, entry)
  local changed, had, has = not existed, true, true
  for i = 1, #types do
    changed = changed or old[i] ~= new[i]
    had, has = had and old[i], has and new[i]
  end
  if not changed then return nil end
  if form == 'u' then old, new = had and old, has and new end
  return index_moves(moves, form, types, key, id, existed, old, new, entry)
end

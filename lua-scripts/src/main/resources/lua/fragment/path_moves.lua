--[[
fragment/path_moves   Appends to `moves` the commands that bring an index of values inside of a JSON text from the stored text to the new one; a refusal as a reply, or nil.
path: entry type, field, then the steps. `existed`: the entity was stored before. old, new: texts, false for null; new is nil for a deletion. most: values that the index may hold of the entity, nil for any number.
]]
-- @include fragment/path_entries
-- @include fragment/add_member
-- @include fragment/remove_member
local function path_moves(moves, path, key, id, existed, old, new, most)
  if existed and old == new then return nil end
  local before, after, values = {}, {}, 0
  if existed then before = path_entries(path[1], path, old) end
  if new ~= nil then after = path_entries(path[1], path, new) end
  if not before then return {'CORRUPT', key, 'a stored value is not of its index type'} end
  if not after then return redis.error_reply('FW_ARGUMENT a value that the index cannot hold') end
  for entry in pairs(after) do
    if entry ~= '\1' then values = values + 1 end
    if not before[entry] then add_member(moves, key, entry .. '\2' .. id) end
  end
  if most and values > most then return redis.error_reply('FW_ARGUMENT more values than an index holds of an entity') end
  for entry in pairs(before) do
    if not after[entry] then remove_member(moves, key, entry .. '\2' .. id) end
  end
  return nil
end

--[[
fragment/path_changes   Appends to `moves` the commands that bring the indexes inside of properties, whose keys are the last, from the stored texts to the new ones; a refusal as a reply, or nil.
stored, found, argv, values, nulls: as of text_changes.
]]
-- @include fragment/path_moves
local function path_changes(moves, keys, id, found, stored, argv, values, nulls, paths)
  for k, path in ipairs(paths) do
    local old, new = stored[path[2] + 1], string.byte(nulls, path[2]) ~= 49 and argv[values + path[2]]
    local refusal = path_moves(moves, path, keys[#keys - #paths + k], id, found, old, new)
    if refusal then return refusal end
  end
  return nil
end

--[[
fragment/path_removals   Appends to `moves` the commands that take an entity out of its indexes inside of properties, whose keys are the last; a refusal as a reply, or nil.
]]
-- @include fragment/path_moves
local function path_removals(moves, keys, id, stored, paths)
  for k, path in ipairs(paths) do
    local refusal = path_moves(moves, path, keys[#keys - #paths + k], id, true, stored[path[2] + 1], nil)
    if refusal then return refusal end
  end
  return nil
end

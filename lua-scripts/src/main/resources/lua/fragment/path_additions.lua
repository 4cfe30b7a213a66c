--[[
fragment/path_additions   Appends to `moves` the commands that put an entity into its indexes inside of properties, whose keys are the last; a refusal as a reply, or nil.
]]
-- @include fragment/path_moves
local function path_additions(moves, keys, id, stored, paths)
  for k, path in ipairs(paths) do
    local refusal = path_moves(moves, path, keys[#keys - #paths + k], id, false, false, stored[path[2] + 1] or false)
    if refusal then return refusal end
  end
  return nil
end

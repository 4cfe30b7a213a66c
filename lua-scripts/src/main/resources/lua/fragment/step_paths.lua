--[[
fragment/step_paths   Appends to `moves` the commands that bring the indexes inside of properties, whose keys are the last, from the stored texts to those of a patch; a refusal as a reply, or nil.
]]
-- @include fragment/path_moves
local function step_paths(moves, keys, id, found, stored, plan, paths)
  local places, new = plan.places, plan.new
  for k, path in ipairs(paths) do
    local i = path[2]
    if new[i] ~= nil or not found then
      local key, before = keys[#keys - #paths + k], stored[places[i]] or false
      local refusal = path_moves(moves, path, key, id, found, before, new[i] or false, 1000)
      if refusal and refusal.err then return {'REFUSED', tostring(i), 'cannot be indexed'} end
      if refusal then return refusal end
    end
  end
  return nil
end

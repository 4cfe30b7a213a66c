--[[
fragment/add_position   Appends to `moves` the command that puts an entity into a geo index, with the old position, a text or nothing, for taking it back.
]]
-- @include fragment/geo_position
local function add_position(moves, key, longitude, latitude, id, old)
  local move = {'GEOADD', key, longitude, latitude, id}
  if old then move.longitude, move.latitude = geo_position(old) end
  moves[#moves + 1] = move
end

--[[
fragment/remove_position   Appends to `moves` the command that takes an entity out of a geo index, with the old position, a text, for taking it back.
]]
-- @include fragment/geo_position
local function remove_position(moves, key, id, old)
  local move = {'ZREM', key, id}
  move.longitude, move.latitude = geo_position(old)
  moves[#moves + 1] = move
end

--[[
fragment/geo_moves   Appends to `moves` the command that brings a geo index from the stored text to the new one, with the old position for taking it back; a refusal as a reply, or nil.
]]
-- @include fragment/geo_position
local function geo_moves(moves, key, id, old, new)
  local move
  if new then
    local longitude, latitude = geo_position(new)
    if not longitude then return redis.error_reply('FW_ARGUMENT a position that no geo index can hold') end
    move = {'GEOADD', key, longitude, latitude, id}
  elseif old then
    move = {'ZREM', key, id}
  end
  if move and old then move.longitude, move.latitude = geo_position(old) end
  moves[#moves + 1] = move
  return nil
end

--[[
fragment/geo_moves   Appends to `moves` the command that brings a geo index from the stored text to the new one; a refusal as a reply, or nil.
]]
-- @include fragment/add_position
-- @include fragment/remove_position
local function geo_moves(moves, key, id, old, new)
  if new then
    local longitude, latitude = geo_position(new)
    if not longitude then return redis.error_reply('FW_ARGUMENT a position that no geo index can hold') end
    add_position(moves, key, longitude, latitude, id, old)
  elseif old then
    remove_position(moves, key, id, old)
  end
  return nil
end

--[[
fragment/life_move   The command that brings the expiry index from one end of a life to another, with the old one for taking it back; nil when nothing changes.
]]
local function life_move(expiry, id, old, new)
  local before = old and string.format('%.0f', old)
  if old == new then return nil end
  local move = new and {'ZADD', expiry, string.format('%.0f', new), id} or {'ZREM', expiry, id}
  move.score = before
  return move
end

--[[
fragment/read_life   The life of an entity at a time: when it ends, its own time to live, whether it is over; no end for a permanent one. Or nil and a refusal.
ORPHANED: the hash is gone, and the expiry index knows of it; somebody has to find its other entries. Or the life is over, and the writer, who names no attachments, leaves its end to a removal.
]]
-- @include fragment/refused
-- @include fragment/read_hash
local function read_life(entity, expiry, id, found, now, attached)
  if not found then
    local left = redis.pcall('ZSCORE', expiry, id)
    if type(left) == 'table' and left.err then return nil, refused(expiry, left) end
    if left then return nil, {'ORPHANED'} end
    return {}
  end
  local stored, refusal = read_hash(entity, '\0x', '\0t')
  if refusal then return nil, refusal end
  local life = {}
  life.ends, life.own = tonumber(stored[1]), stored[2] or nil
  if stored[1] and not life.ends then return nil, {'CORRUPT', entity, 'has an end of life that is no number'} end
  life.over = life.ends and life.ends <= now
  if life.over and attached then return nil, {'ORPHANED'} end
  return life
end

--[[
fragment/keep_life   Stores in the entity when its life ends. The server removes the hash later than that and than now, in case that nobody sweeps.
]]
-- @include fragment/now_millis
local function keep_life(entity, life, ends, own, grace)
  if ends == life.ends and own == life.own then return end
  if not ends then
    redis.call('HDEL', entity, '\0x', '\0t')
    redis.call('PERSIST', entity)
    return
  end
  redis.call('HSET', entity, '\0x', string.format('%.0f', ends))
  if own then redis.call('HSET', entity, '\0t', own) end
  if life.own and not own then redis.call('HDEL', entity, '\0t') end
  redis.call('PEXPIREAT', entity, string.format('%.0f', math.max(ends, now_millis()) + grace))
end

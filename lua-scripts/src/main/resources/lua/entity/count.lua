--[[
entity/count   Count the entities of a partition whose life is not over.
KEYS    1 primary    zset    {ks}:p
        2 expiry     zset    {ks}:x
REPLY   {"COUNT", number}
FLAGS   no-writes
COST    O(log n); writes nothing
]]
-- @include fragment/now_millis
local primary, expiry = KEYS[1], KEYS[2]
local over = redis.call('ZCOUNT', expiry, '-inf', string.format('%.0f', now_millis()))
return {'COUNT', string.format('%.0f', redis.call('ZCARD', primary) - over)}

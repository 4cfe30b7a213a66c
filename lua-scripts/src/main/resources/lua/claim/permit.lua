--[[
claim/permit   Permit one write of one entity to claim values in all partitions, once they are reserved. Whoever finds the write too late takes the permit away, so it is made once: never send it again.
KEYS    1 permit     hash    {ks}:t:<token>
ARGV    1 millis     how long it is there at most
        2 value...   name of an index, ":" and an entry
REPLY   {"PERMITTED"}
COST    O(values); writes 1
]]
-- @include fragment/now_millis
local permit, millis, values = KEYS[1], ARGV[1], ARGV
for i = 2, #values do redis.call('HSET', permit, values[i], '') end
redis.call('PEXPIREAT', permit, string.format('%.0f', now_millis() + tonumber(millis)))
return {'PERMITTED'}

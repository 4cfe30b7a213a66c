--[[
move/settle   Forget that an entity has left the partition, since it has arrived in another one.
KEYS    1 ways       hash    {ks}:w
ARGV    1 token      of the rename
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local ways = KEYS[1]
local token = ARGV[1]
redis.call('HDEL', ways, '>' .. token)
return {'DONE'}

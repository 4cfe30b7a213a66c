--[[
removal/settle   Forget that an entity was removed, since what referred to it is changed. Does nothing to the note of a later removal.
KEYS    1 ways       hash    {ks}:w
ARGV    1 id         of the entity
        2 version    of the removal
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local ways = KEYS[1]
local id, version = ARGV[1], ARGV[2]
if redis.call('HGET', ways, '-' .. id) == version then redis.call('HDEL', ways, '-' .. id) end
return {'DONE'}

--[[
removal/settle   Forget that an entity was removed, since what referred to it is changed; or that it was renamed, since that follows. Does nothing to a later note.
KEYS    1 ways       hash    {ks}:w
ARGV    1 note       - or =, and the id of the entity
        2 value      that it was noted with
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local ways = KEYS[1]
local note, value = ARGV[1], ARGV[2]
if redis.call('HGET', ways, note) == value then redis.call('HDEL', ways, note) end
return {'DONE'}

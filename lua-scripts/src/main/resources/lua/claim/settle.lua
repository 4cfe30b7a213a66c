--[[
claim/settle   Forget that a value was given up, unless it was once more since then.
KEYS    1 outbox     hash    {ks}:o
ARGV    1 value      name of an index, ":" and an entry
        2 version    of the write that gave it up
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local outbox = KEYS[1]
local value, version = ARGV[1], ARGV[2]
if redis.call('HGET', outbox, value) == version then redis.call('HDEL', outbox, value) end
return {'DONE'}

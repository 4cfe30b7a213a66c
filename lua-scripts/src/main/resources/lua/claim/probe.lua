--[[
claim/probe   Tell whether an entity of a partition has a value that is reserved for one of them. If none has, and nobody waits for the write that would give it, take the permit of that write away: it never will then.
KEYS    1 unique     hash    {ks}:u:<index>
        2 permit     hash    {ks}:t:<token>
ARGV    1 entry      of the value
        2 wait       "1" to leave a permit that is still there, else ""
REPLY   {"HELD", holder} | {"PENDING"} | {"VACANT"}
FLAGS   allow-oom
COST    O(1); writes 2
]]
local unique, permit = KEYS[1], KEYS[2]
local entry, wait = ARGV[1], ARGV[2]
local holder = redis.call('HGET', unique, entry)
if holder then return {'HELD', holder} end
if wait == '1' and redis.call('TYPE', permit).ok ~= 'none' then return {'PENDING'} end
redis.call('UNLINK', permit)
return {'VACANT'}

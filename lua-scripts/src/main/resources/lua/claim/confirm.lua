--[[
claim/confirm   Mark a reserved value as written. Does nothing to one of another token.
KEYS    1 claims     hash    {ks}:c:<index>
ARGV    1 entry      of the value
        2 token      of the write
REPLY   {"DONE"}
COST    O(1); writes 1
]]
local claims = KEYS[1]
local entry, token = ARGV[1], ARGV[2]
local stored = redis.call('HGET', claims, entry)
local pending = 'P:' .. token .. ':'
if stored and string.sub(stored, 1, #pending) == pending then redis.call('HSET', claims, entry, 'C' .. string.sub(stored, 2)) end
return {'DONE'}

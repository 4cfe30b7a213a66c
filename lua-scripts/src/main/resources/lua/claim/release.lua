--[[
claim/release   Free a value. Does nothing to one of another token.
KEYS    1 claims     hash    {ks}:c:<index>
ARGV    1 entry      of the value
        2 token      with which it was reserved
REPLY   {"DONE"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local claims = KEYS[1]
local entry, token = ARGV[1], ARGV[2]
local stored = redis.call('HGET', claims, entry)
local holding = token .. ':'
if stored and string.sub(stored, 3, 2 + #holding) == holding then redis.call('HDEL', claims, entry) end
return {'DONE'}

--[[
move/fence   Tell whether an entity has left the partition by a rename. If it has not, take the permit away: it never will by this one.
KEYS    1 permit     hash    {ks}:t:<token>
        2 ways       hash    {ks}:w
ARGV    1 token      of the rename
REPLY   {"DEPARTED", version} | {"FENCED"}
FLAGS   allow-oom
COST    O(1); writes 1
]]
local permit, ways = KEYS[1], KEYS[2]
local token = ARGV[1]
local gone = redis.call('HGET', ways, '>' .. token)
if gone then return {'DEPARTED', string.match(gone, '^%d+')} end
redis.call('UNLINK', permit)
return {'FENCED'}

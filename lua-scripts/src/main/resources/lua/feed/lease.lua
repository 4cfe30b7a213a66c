--[[
feed/lease   Take a partition for a member of a group, unless another member has it; each taking has a higher fence.
KEYS    1 lease      hash  {ks}:l:<group>
        2 meta       hash  {ks}:m
ARGV    1 member     name of the member
        2 millis     how long it has the partition
        3 version    where the group begins when it has no place yet, "" for the end of the stream
        4 number     likewise
REPLY   {"LEASED", fence, version, number, attempts, buried} | {"HELD", member, millis} | {"CORRUPT", key, detail}
COST    O(1); writes 1
]]
-- @include fragment/now_millis
local lease, meta = KEYS[1], KEYS[2]
local member, millis, version, number = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local kind = redis.call('TYPE', lease).ok
if kind ~= 'none' and kind ~= 'hash' then return {'CORRUPT', lease, 'holds a ' .. kind .. ' where a hash belongs'} end
local owner, fence, ends, v, n, attempts, buried = unpack(redis.call('HMGET', lease, 'o', 'f', 'u', 'v', 'n', 'a', 'b'))
local now = now_millis()
local left = (tonumber(ends) or 0) - now
if owner and owner ~= member and left > 0 then return {'HELD', owner, string.format('%.0f', left)} end
if not v then
  v, n = version, number
  if v == '' then v, n = unpack(redis.call('HMGET', meta, 'v', 'n')) end
  v, n = v or '0', n or '0'
end
fence = string.format('%.0f', (tonumber(fence) or 0) + 1)

redis.call('HSET', lease, 'o', member, 'f', fence, 'u', string.format('%.0f', now + tonumber(millis)), 'v', v, 'n', n, 'a', attempts or '0')
return {'LEASED', fence, v, n, attempts or '0', buried or ''}

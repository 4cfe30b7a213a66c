--[[
feed/commit   Keep how far a member has come in a partition, and how long it has it, unless another member has taken it since. The place goes
              forward only, since a handler may have kept a later one with a write of its own, unless history was lost.
KEYS    1 lease      hash  {ks}:l:<group>
ARGV    1 fence      of the member's taking
        2 version    place of the last event that is done, "" to keep the place
        3 number     likewise
        4 attempts   how often the next event was tried
        5 millis     how much longer the member has the partition, "0" to give it back
        6 back       "1" when the place may go back, "" otherwise
REPLY   {"COMMITTED"} | {"LOST", fence}
COST    O(events buried ahead of the place); writes 1
]]
-- @include fragment/now_millis
-- @include fragment/move_place
local lease = KEYS[1]
local fence, version, number, attempts, millis, back = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]

local known, n, buried = unpack(redis.call('HMGET', lease, 'f', 'n', 'b'))
if known ~= fence then return {'LOST', known or '0'} end

if version ~= '' and (back == '1' or tonumber(number) >= (tonumber(n) or 0)) then
  redis.call('HSET', lease, 'v', version, 'n', number, 'a', attempts)
  if buried then move_place(lease, number, back == '1' and '' or buried) end
end
redis.call('HSET', lease, 'u', string.format('%.0f', now_millis() + tonumber(millis)))
return {'COMMITTED'}

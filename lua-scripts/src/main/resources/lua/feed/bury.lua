--[[
feed/bury   Put an event that could not be handled among the dead letters of a group, once however often it is called, and keep how far the group has come, unless another
            member has the partition.
KEYS    1 lease      hash    {ks}:l:<group>
        2 dead       stream  {ks}:d:<group>
ARGV    1 fence      of the member's taking
        2 version    place of the event
        3 number     likewise
        4 kept       version of the last event before which all are done, with this one
        5 up_to      number of it
        6 next       how often the event after it was tried
        7 attempts   how often this event was tried
        8 reason     why it failed, without values
        9 retention  dead letters that are kept at least
        10 field...  fields of the event, names and values in turn
REPLY   {"BURIED"} | {"LOST", fence} | {"CORRUPT", key, detail}
COST    O(fields + events buried ahead of the place); writes 1 2
]]
-- @include fragment/move_place
local lease, dead = KEYS[1], KEYS[2]
local fence, version, number, kept, up_to, next = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local attempts, reason, retention, fields, first = ARGV[7], ARGV[8], ARGV[9], ARGV, 10

local known, n, buried = unpack(redis.call('HMGET', lease, 'f', 'n', 'b'))
if known ~= fence then return {'LOST', known or '0'} end
buried = buried or ''
local before = tonumber(number) <= (tonumber(n) or 0) or string.find(' ' .. buried .. ' ', ' ' .. number .. ' ', 1, true)
if not before then
  local kind = redis.call('TYPE', dead).ok
  if kind ~= 'none' and kind ~= 'stream' then return {'CORRUPT', dead, 'holds a ' .. kind .. ' where a stream belongs'} end
  redis.call('XADD', dead, 'MAXLEN', '~', retention, '*', 'e', version .. '-' .. number, 'a', attempts, 'r', reason, unpack(fields, first))
  buried = buried .. ' ' .. number
end
if tonumber(up_to) < (tonumber(n) or 0) then up_to = n else redis.call('HSET', lease, 'v', kept, 'n', up_to, 'a', next) end
move_place(lease, up_to, buried)
return {'BURIED'}

--[[
feed/bury   Put an event that could not be handled among the dead letters of a group and go on after it, unless another member has the partition.
KEYS    1 lease      hash    {ks}:l:<group>
        2 dead       stream  {ks}:d:<group>
ARGV    1 fence      of the member's taking
        2 version    place of the event
        3 number     likewise
        4 attempts   how often it was tried
        5 reason     why it failed, without values
        6 retention  dead letters that are kept at least
        7 field...   fields of the event, names and values in turn
REPLY   {"BURIED"} | {"LOST", fence} | {"CORRUPT", key, detail}
COST    O(fields); writes 1 2
]]
local lease, dead = KEYS[1], KEYS[2]
local fence, version, number, attempts, reason, retention = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local fields, first = ARGV, 7

local known = redis.call('HGET', lease, 'f')
if known ~= fence then return {'LOST', known or '0'} end
local kind = redis.call('TYPE', dead).ok
if kind ~= 'none' and kind ~= 'stream' then return {'CORRUPT', dead, 'holds a ' .. kind .. ' where a stream belongs'} end

redis.call('XADD', dead, 'MAXLEN', '~', retention, '*', 'e', version .. '-' .. number, 'a', attempts, 'r', reason, unpack(fields, first))
redis.call('HSET', lease, 'v', version, 'n', number, 'a', '0')
return {'BURIED'}

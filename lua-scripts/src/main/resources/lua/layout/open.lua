--[[
layout/open   Read a model's layout record; write it first when there is none.
KEYS    1 layout      hash  {ks}:layout
        2 canary      none  {ks}:canary, empty before and after
ARGV    1 partitions  number to write when there is no record
        2 hash        name of the partition hash
        3 encoding    version of the storage layout
        4 indexes     name=type, sorted, joined by commas
        5 channel     doorbell
REPLY   {"LAYOUT", partitions, hash, encoding, epoch, indexes} | {"CORRUPT", key, detail} | {"DENIED", command}
COST    O(1); writes 1 once
]]
-- @include fragment/denied_command
local layout, canary = KEYS[1], KEYS[2]
local partitions, hash, encoding, indexes, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- A command that is denied in the middle of a save would leave it half-written: better known now.
local denied, failure = denied_command(canary, channel)
if failure then return redis.error_reply(failure) end
if denied then return {'DENIED', denied} end

local type = redis.call('TYPE', layout).ok
if type == 'none' then
  redis.call('HSET', layout, 'partitions', partitions, 'hash', hash, 'encoding', encoding, 'epoch', '1', 'indexes', indexes)
elseif type ~= 'hash' then
  return {'CORRUPT', layout, 'holds a ' .. type .. ' where a hash belongs'}
end
local record = redis.call('HMGET', layout, 'partitions', 'hash', 'encoding', 'epoch', 'indexes')
for i = 1, 5 do
  if not record[i] then return {'CORRUPT', layout, 'lacks a field of the layout record'} end
end
return {'LAYOUT', unpack(record)}

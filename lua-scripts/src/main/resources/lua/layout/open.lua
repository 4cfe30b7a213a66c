--[[
layout/open   Read a model's layout record; write it first when there is none.
KEYS    1 layout      hash  {ks}:layout
ARGV    1 partitions  number to write when there is no record
        2 hash        name of the partition hash
        3 encoding    version of the storage layout
        4 indexes     name=type, sorted, joined by commas
REPLY   {"LAYOUT", partitions, hash, encoding, epoch, indexes} | {"CORRUPT", key, detail}
COST    O(1); writes 1 once
]]
local layout = KEYS[1]
local partitions, hash, encoding, indexes = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
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

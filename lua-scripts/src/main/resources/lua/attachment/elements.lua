--[[
attachment/elements   Read elements of a list of an entity that is stored, from a place on, with their places.
KEYS    1 entity     hash    {ks}:e:<id>
        2 list       stream  {ks}:q:<name>:<id>
ARGV    1 order      newest or oldest, which comes first
        2 place      of the last element that was read; "" for none
        3 most       elements to tell at most; 0 for their number only
REPLY   {"ELEMENTS", length, place and element...} | {"MISSING"} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   no-writes
COST    O(elements); writes nothing
]]
-- @include fragment/refused
-- @include fragment/no_owner
local entity, list = KEYS[1], KEYS[2]
local order, place, most = ARGV[1], ARGV[2], tonumber(ARGV[3])

if (order ~= 'newest' and order ~= 'oldest') or not most then return redis.error_reply('FW_ARGUMENT no such order or number') end
local nobody = no_owner(entity)
if nobody then return nobody end
local length = redis.pcall('XLEN', list)
if type(length) == 'table' then return refused(list, length) end
local reply = {'ELEMENTS', string.format('%.0f', length)}
if most == 0 then return reply end

local from = place ~= '' and '(' .. place
local entries
if order == 'oldest' then
  entries = redis.call('XRANGE', list, from or '-', '+', 'COUNT', most)
else
  entries = redis.call('XREVRANGE', list, from or '+', '-', 'COUNT', most)
end
for _, entry in ipairs(entries) do
  reply[#reply + 1] = entry[1]; reply[#reply + 1] = entry[2][2]
end
return reply

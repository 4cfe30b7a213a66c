--[[
attachment/bytes   Read some of the bytes of an entity that is stored.
KEYS    1 entity     hash    {ks}:e:<id>
        2 bytes      string  {ks}:b:<name>:<id>
ARGV    1 offset     of the first byte, from 0
        2 most       bytes to tell at most; 0 for their number only
REPLY   {"BYTES", length, bytes} | {"MISSING"} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   no-writes
COST    O(bytes told); writes nothing
]]
-- @include fragment/refused
-- @include fragment/no_owner
local entity, bytes = KEYS[1], KEYS[2]
local offset, most = tonumber(ARGV[1]), tonumber(ARGV[2])

if not offset or not most then return redis.error_reply('FW_ARGUMENT no offset or no number') end
local nobody = no_owner(entity)
if nobody then return nobody end
local length = redis.pcall('STRLEN', bytes)
if type(length) == 'table' then return refused(bytes, length) end
local last = math.min(offset + most, length) - 1
local told = last < offset and '' or redis.call('GETRANGE', bytes, string.format('%.0f', offset), string.format('%.0f', last))
return {'BYTES', string.format('%.0f', length), told}

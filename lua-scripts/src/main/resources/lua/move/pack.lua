--[[
move/pack   Tell everything that is stored of one entity, for another partition, and permit the departure that may follow. The permit is made once: never send it again.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 permit     hash    {ks}:t:<token>
        4 expiry     zset    {ks}:x; only of a type that can expire
        5 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type, the last keys
ARGV    1 epoch      of the layout that the client works with
        2 expected   version that must be stored, "" for any
        3 id         as in the entity's key
        4 millis     how long the permit is there at most
CONST   lives, attached: as of entity/delete
REPLY   {"PACKED", version, digest, fields, name and value..., dump...} | {"MISSING"} | {"VERSION", actual} | {"EPOCH", actual} | {"ORPHANED"} | {"ARRIVING"} | {"CORRUPT", key, detail}
COST    O(fields + bytes); writes 3
]]
-- @include fragment/read_hash
-- @include fragment/now_millis
-- @include fragment/packed
-- @if lives
-- @include fragment/read_life
-- @end
local entity, meta, permit, keys = KEYS[1], KEYS[2], KEYS[3], KEYS
local epoch, expected, id, millis = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local lives, attached -- @constants
local attachments = {}
-- @if attached
for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', '\0m')
if no_entity then return no_entity end
-- @if lives
local life, no_life = read_life(entity, table.remove(keys), id, stored[1], now_millis())
if no_life or life.over then return no_life or {'MISSING'} end
-- @end
if not stored[1] then return {stored[2] and 'ARRIVING' or 'MISSING'} end
if expected ~= '' and expected ~= stored[1] then return {'VERSION', stored[1]} end

local fields, dumps, digest = packed(entity, attachments)
redis.call('HSET', permit, 'm', '')
redis.call('PEXPIREAT', permit, string.format('%.0f', now_millis() + tonumber(millis)))
local reply = {'PACKED', stored[1], digest, string.format('%.0f', #fields / 2)}
for _, text in ipairs(fields) do reply[#reply + 1] = text end
for _, dump in ipairs(dumps) do reply[#reply + 1] = dump end
return reply

--[[
entity/touch   Give the life of one entity another end, without writing the entity: no version, no event.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 expiry     zset    {ks}:x
ARGV    1 epoch      of the layout that the client works with
        2 id         as in the entity's key
        3 life       as of entity/save
CONST   lives: as of entity/save
REPLY   {"LIFE", now, ends or ""} | {"MISSING"} | {"ORPHANED"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(log n); writes 1 3
]]
-- @include fragment/read_hash
-- @include fragment/now_millis
-- @include fragment/read_life
-- @include fragment/next_life
-- @include fragment/move_life
local entity, meta, expiry = KEYS[1], KEYS[2], KEYS[3]
local epoch, id, lifetime = ARGV[1], ARGV[2], ARGV[3]
local lives -- @constants

local known, no_meta = read_hash(meta, 'e')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v')
if no_entity then return no_entity end
local now = now_millis()
local life, no_life = read_life(entity, expiry, id, stored[1], now)
if no_life then return no_life end
if not stored[1] or life.over then return {'MISSING'} end
local ends, own, no_ends = next_life(lifetime, lives, life, now)
if no_ends then return no_ends end

local failure = move_life(entity, expiry, id, life, ends, own, lives[3])
if failure then return failure end
return {'LIFE', string.format('%.0f', now), ends and string.format('%.0f', ends) or ''}

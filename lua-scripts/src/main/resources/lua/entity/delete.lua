--[[
entity/delete   Remove one entity with all its index entries, or refuse; announce the removal.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 outbox     hash    {ks}:o; only of a type with values that are unique in all partitions
        7 permit     hash    {ks}:t:<token>; likewise
        8 expiry     zset    {ks}:x; only of a type that can expire
        9 ways       hash    {ks}:w; only of a type whose removals are noted, the last key but for attachments
        10 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type, the last keys
ARGV    1 epoch      of the layout that the client works with
        2 retention  events that the stream keeps at least
        3 channel    doorbell; "" for none
        4 ring       what the doorbell says
        5 expected   version that must be stored, "" for any
        6 write_id   names the write in its event; "" for none
        7 id         as in the entity's key
        8 sweep      "1" to remove only an entity whose life is over, else ""; only of a type that can expire
CONST   names: of each property whose last value events tell; image: of a type that asks for it which values those are beyond the indexed ones, and the age of the oldest event in microseconds;
        forms, types, fields: of each index of one property, the last as its number; tuples: form, types and fields of each index of several; paths: type, field and steps of each index inside of a property; folds, temporal, lives, claims, moved: as of entity/save; attached: how many attachments the type has; noted: as of entity/save
REPLY   {"DELETED", version} | {"DELETED", version, attachments} of a type that has some: how many the entity had | {"MISSING"} | {"VERSION", actual} | {"EPOCH", actual} | {"EXPIRED", version} | {"ALIVE"} | {"ORPHANED"} | {"ARRIVING"} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(properties + indexes * log n); writes 1 2 3 4 9 and the indexes
]]
-- @include fragment/read_partition
-- @include fragment/write_partition
-- @include fragment/ring_bell
-- @include fragment/next_version
-- @include fragment/new_event
-- @if image
-- @include fragment/event_image
-- @end
-- @include fragment/apply_moves
-- @include fragment/remove_member
-- @if claims
-- @include fragment/claim_moves
-- @end
-- @include fragment/removal_moves
-- @if tuples
-- @include fragment/tuple_removals
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/read_life
-- @include fragment/life_move
-- @end
-- @if paths
-- @include fragment/path_removals
-- @end
local names, image, forms, types, fields, tuples, paths, folds, temporal, lives, claims, moved, attached, noted -- @constants
local keys, argv, meta, stream, primary = KEYS, ARGV, KEYS[2], KEYS[3], KEYS[4]
local epoch, retention, channel, ring = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- @if attached
local attachments = {}; for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
-- @if noted
local ways = table.remove(keys)
-- @end
-- @if lives
local expiry = table.remove(keys)
-- @end
-- @if claims
local permit, outbox = table.remove(keys), table.remove(keys)
-- @end
if not tonumber(retention) then return redis.error_reply('FW_ARGUMENT retention is a number') end
-- @each 4
local entity, expected, write_id, id = keys[1], argv[at + 1], argv[at + 2], argv[at + 3]
-- @if lives
local sweep = argv[at + 4]
-- @end

-- Phase 0, the idempotency token, is wrapper/once.
-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_partition(meta)
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names))
if no_entity then return no_entity end
local found, operation = stored[1], 'D'
-- @if lives
local life, no_life = read_life(entity, expiry, id, found, now_millis())
if no_life then return no_life end
if sweep == '1' and found and not life.over then return {'ALIVE'} end
if life.over then operation, expected = 'X', '' end
-- @end
-- @if moved
if not found and redis.call('HGET', entity, '\0m') then return {'ARRIVING'} end
-- @end
if not found then return {'MISSING'} end
if expected ~= '' and expected ~= found then return {'VERSION', found} end

local version = next_version(known[2], found)
local event, events = new_event(stream, retention, version, known[3], operation, id, write_id)
-- @if image
event_image(event, image, events, found)
-- @end
local moves = {}
local refusal = removal_moves(moves, event, keys, id, stored, names, names, forms, types, fields)
if refusal then return refusal end
-- @if tuples
local no_tuple = tuple_removals(moves, keys, id, stored, forms, tuples)
if no_tuple then return no_tuple end
-- @end
-- @if paths
local no_path = path_removals(moves, keys, id, stored, paths)
if no_path then return no_path end
-- @end
-- @if claims
local no_claim = claim_moves(moves, keys, claims, id, permit, outbox, version); if no_claim then return no_claim end
-- @end

local had = nil -- keys beside the hash, of a type that has some
-- @if attached
had = 0; for _, key in ipairs(attachments) do had = had + (redis.call('TYPE', key).ok == 'none' and 0 or 1) end
-- @end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail appends the event.
remove_member(moves, primary, id)
-- @if noted
moves[#moves + 1] = {'HSET', ways, '-' .. id, version}
-- @end
-- @if lives
moves[#moves + 1] = life_move(expiry, id, life.ends, nil)
-- @end
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
write_partition(meta, epoch, version, events)
redis.call('UNLINK', entity)
-- @if attached
redis.call('UNLINK', unpack(attachments))
-- @end
ring_bell(channel, ring)
return {operation == 'X' and 'EXPIRED' or 'DELETED', version, had and tostring(had)}

--[[
move/depart   Remove one entity with all its index entries, since it is kept under another id in another partition, if it is as it was packed and nobody has taken the permit away; announce the removal. The ways remember it until it has arrived.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 expiry     zset    {ks}:x; only of a type that can expire
        7 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type
        8 permit     hash    {ks}:t:<token>
        9 ways       hash    {ks}:w; the last key
ARGV    1 epoch      of the layout that the client works with
        2 token      of the rename
        3 digest     as it was packed
        4 id         as in the entity's key
        5 other      the new id
        6 write_id   names the rename in its events; "" for none
        7 retention  events that the stream keeps at least
        8 channel    doorbell; "" for none
        9 ring       what the doorbell says
CONST   names, image, forms, types, fields, tuples, paths, folds, temporal, lives, attached: as of entity/delete
REPLY   {"DEPARTED", version} | {"FENCED"} | {"CHANGED"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(fields + bytes + indexes * log n); writes all
]]
-- @include fragment/read_hash
-- @include fragment/next_version
-- @include fragment/new_event
-- @if image
-- @include fragment/event_image
-- @end
-- @include fragment/apply_moves
-- @include fragment/remove_member
-- @include fragment/removal_moves
-- @include fragment/packed
-- @if tuples
-- @include fragment/tuple_removals
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/life_move
-- @end
-- @if paths
-- @include fragment/path_removals
-- @end
local entity, meta, stream, primary, keys = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS
local epoch, token, digest, id, other = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local write_id, retention, channel, ring = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local names, image, forms, types, fields, tuples, paths, folds, temporal, lives, attached -- @constants
local ways, permit, attachments = table.remove(keys), table.remove(keys), {}
-- @if attached
for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
-- @if lives
local expiry = table.remove(keys)
-- @end
local gone = redis.call('HGET', ways, '>' .. token)
if gone then return {'DEPARTED', string.match(gone, '^%d+')} end
if redis.call('TYPE', permit).ok == 'none' then return {'FENCED'} end
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names))
if no_entity then return no_entity end
local found, ends = stored[1], tonumber(redis.call('HGET', entity, '\0x') or nil)
local _, _, now_packed = packed(entity, attachments)
if not found or now_packed ~= digest then return {'CHANGED'} end
-- @if lives
if ends and ends <= now_millis() then return {'CHANGED'} end
-- @end

local version = next_version(known[2], found)
local event, events = new_event(stream, retention, version, known[3], 'D', id, write_id)
-- @if image
event_image(event, image, events, found)
-- @end
local moves = {}
local refusal = removal_moves(moves, event, keys, id, stored, names, names, forms, types, fields)
-- @if tuples
refusal = refusal or tuple_removals(moves, keys, id, stored, forms, tuples)
-- @end
-- @if paths
refusal = refusal or path_removals(moves, keys, id, stored, paths)
-- @end
if refusal then return refusal end

remove_member(moves, primary, id)
-- @if lives
moves[#moves + 1] = life_move(expiry, id, ends, nil)
-- @end
moves[#moves + 1] = {'HSET', ways, '>' .. token, version .. ':' .. other}
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events)
redis.call('UNLINK', entity, permit, unpack(attachments))
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {'DEPARTED', version}

--[[
entity/rename   Give one entity another id, with all its index entries, or refuse; announce its removal and its creation. Its hash goes as it is, with fields that no property has; the field 0x00 r tells its old id.
KEYS    1 target     hash    {ks}:e:<new id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 outbox     hash    {ks}:o; only of a type with values that are unique in all partitions, not used: they stay in the partition that they are reserved for
        7 permit     hash    {ks}:t:<token>; likewise
        8 expiry     zset    {ks}:x; only of a type that can expire
        9 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; for each attachment of the type, first those of the new id, then those of the old one
        10 entity    hash    {ks}:e:<id>; the last key but for the next
        11 ways      hash    {ks}:w; only of a type whose entities others refer to
ARGV    1 epoch      of the layout that the client works with
        2 expected   version that must be stored, "" for any
        3 write_id   names the write in its events; "" for none
        4 id         as in the key of the entity
        5 other      the new id, of the same partition
        6 life       as of a save; "" keeps it
        7 retention  events that the stream keeps at least
        8 channel    doorbell; "" for none
        9 ring       what the doorbell says
        10 part...   number of each property that is a part of the id, and what the new id says of it
CONST   as of entity/save; attached: how many attachments the type has; followed: true for a type whose entities others refer to
REPLY   {"RENAMED", version} | {"MISSING"} | {"EXISTS", version} | {"VERSION", actual} | {"EPOCH", actual} | {"ORPHANED"} | {"ARRIVING", id} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(properties + indexes * log n); writes all
]]
-- @include fragment/deferred
-- @include fragment/write_deferred
local target, meta, stream, primary, keys, server = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS, redis
local epoch, expected, write_id, id, other = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local lifetime, retention, channel, ring, argv, parts = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV, 10
local kept, backs, events, rest, said = {}, {}, {}, {}, {}
local redis = deferred(server, kept, backs, events, rest)
-- @include fragment/read_hash
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/apply_moves
-- @include fragment/add_member
-- @include fragment/remove_member
-- @include fragment/removal_moves
-- @include fragment/addition_moves
-- @if image
-- @include fragment/event_image
-- @end
-- @if tuples
-- @include fragment/tuple_removals
-- @include fragment/tuple_additions
-- @end
-- @if paths
-- @include fragment/path_removals
-- @include fragment/path_additions
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/read_life
-- @include fragment/life_move
-- @include fragment/next_life
-- @include fragment/keep_life
-- @end
-- @if attached
-- @include fragment/attached_moves
-- @end
-- @if noted
-- @include fragment/unsettled
-- @end
local names, olds, news, image, forms, types, fields, tuples, paths, folds, temporal, lives, claims, moved, noted, attached, followed -- @constants
-- @if followed
local ways = table.remove(keys)
-- @end
local entity = table.remove(keys)
-- @if attached
local no_place = attached_moves(kept, backs, keys, attached[1])
-- @end
-- @if lives
local expiry = table.remove(keys)
-- @end
-- @if claims
table.remove(keys); table.remove(keys)
-- @end
if not tonumber(retention) or id == other then return redis.error_reply('FW_ARGUMENT retention is a number, and the ids are two') end

-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_hash(meta, 'e', 'v', 'n'); if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names)); if no_entity then return no_entity end
local taken, no_target = read_hash(target, '\0v'); if no_target then return no_target end
-- @if moved
local arriving = not stored[1] and redis.call('HGET', entity, '\0m') and id or not taken[1] and redis.call('HGET', target, '\0m') and other
if arriving then return {'ARRIVING', arriving} end
-- @end
local found = stored[1]; if not found then return {'MISSING'} end
-- @if lives
local now = now_millis()
local life, no_life = read_life(entity, expiry, id, found, now)
if no_life or life.over then return no_life or {'MISSING'} end; local _, no_other = read_life(target, expiry, other, taken[1], now, true)
local ends, own, no_ends = next_life(lifetime == '' and 'keep' or lifetime, lives, life, now)
if no_other or no_ends then return no_other or no_ends end
-- @end
if expected ~= '' and expected ~= found then return {'VERSION', found} end
if taken[1] then return {'EXISTS', taken[1]} end
-- @if noted
local no_room = unsettled(ways, other); if no_room then return no_room end
-- @end

local gone, number = new_event(stream, retention, next_version(known[2], found), known[3], 'D', id, write_id)
local version = next_version(string.match(gone[6], '^%d+'), found)
local come, last = new_event(stream, retention, version, number, 'C', other, write_id)
local moves = {}
add_member(moves, primary, other); remove_member(moves, primary, id)
-- @if lives
moves[#moves + 1] = life_move(expiry, other, nil, ends)
moves[#moves + 1] = life_move(expiry, id, life.ends, nil)
-- @end
-- @if image
event_image(gone, image, number, found)
event_image(come, image, last)
-- @end
local refusal = removal_moves(moves, gone, keys, id, stored, names, olds, forms, types, fields)
-- @if tuples
refusal = refusal or tuple_removals(moves, keys, id, stored, forms, tuples)
-- @end
-- @if paths
refusal = refusal or path_removals(moves, keys, id, stored, paths)
-- @end
refusal = refusal or apply_moves(moves, id)
moves = {}; for i = parts, #argv, 2 do local n = tonumber(argv[i]); stored[n + 1], said[#said + 1], said[#said + 2] = argv[i + 1], names[n], argv[i + 1] end
refusal = refusal or addition_moves(moves, come, keys, other, stored, names, news, forms, types, fields)
-- @if tuples
refusal = refusal or tuple_additions(moves, keys, other, stored, forms, tuples)
-- @end
-- @if paths
refusal = refusal or path_additions(moves, keys, other, stored, paths)
-- @end
-- @if followed
moves[#moves + 1] = {'HSET', ways, '=' .. other, version .. ':' .. id}
-- @end
moves[#moves + 1] = gone; moves[#moves + 1] = come
refusal = refusal or apply_moves(moves, other)
-- @if attached
refusal = refusal or no_place
-- @end
if refusal then return refusal end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail append the events.
moves = {}
moves[#moves + 1] = {'RENAME', entity, target}
moves[#moves + 1] = {'RENAME', target, entity}
kept[#kept + 1], backs[#kept + 1] = moves[1], moves[2]
kept[#kept + 1] = events[1]; kept[#kept + 1] = events[2]
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', last, 'a', version)
redis.call('HSET', target, '\0v', version, '\0r', id, unpack(said))
-- @if lives
keep_life(target, life, ends, own, lives[3])
-- @end
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
local failure = write_deferred(server, kept, backs, rest)
return failure or {'RENAMED', version}

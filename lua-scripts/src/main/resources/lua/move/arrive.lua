--[[
move/arrive   Make the entity of what is kept under an id for one that has left another partition, with all its index entries; announce its creation.
KEYS    1 target     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 expiry     zset    {ks}:x; only of a type that can expire
        7 outcome    string  {ks}:k:<write id, or token of the rename>:<id>
        8 ways       hash    {ks}:w; the last key
ARGV    1 epoch      of the layout that the client works with
        2 token      of the rename
        3 after      version with which it has left
        4 id         as in the key of the entity
        5 millis     how long it is remembered that it has arrived, for who asks again
        6 retention  events that the stream keeps at least
        7 channel    doorbell; "" for none
        8 ring       what the doorbell says
CONST   names, news, image, forms, types, fields, tuples, paths, folds, temporal, lives: as of entity/save; followed: as of entity/rename
REPLY   {"RENAMED", version} | {"GONE"} | {"UNIQUE", key, holder} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(properties + indexes * log n); writes all
]]
-- @include fragment/read_hash
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/apply_moves
-- @include fragment/add_member
-- @include fragment/addition_moves
-- @if image
-- @include fragment/event_image
-- @end
-- @if tuples
-- @include fragment/tuple_additions
-- @end
-- @if paths
-- @include fragment/path_additions
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/life_move
-- @include fragment/keep_life
-- @end
local target, meta, stream, primary, keys = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS
local epoch, token, after, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local millis, retention, channel, ring = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local names, news, image, forms, types, fields, tuples, paths, folds, temporal, lives, followed -- @constants
local ways, outcome = table.remove(keys), table.remove(keys)
-- @if lives
local expiry = table.remove(keys)
-- @end
local stored, no_entity = read_hash(target, '\0m', unpack(names))
if no_entity then return no_entity end
local holding, before = string.match(stored[1] or '', '^([^:]*):(.*)$')
if holding ~= token then
  local told = redis.call('GET', outcome)
  local reply = told and cmsgpack.unpack(told) or {}
  return reply[1] == 'RENAMED' and reply or {'GONE'}
end
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end

local version = next_version(known[2], after)
local event, events = new_event(stream, retention, version, known[3], 'C', id, redis.call('HGET', target, '\0w') or '')
-- @if image
event_image(event, image, events)
-- @end
local moves = {}
add_member(moves, primary, id)
-- @if lives
local times = redis.call('HMGET', target, '\0x', '\0t')
local ends, own = tonumber(times[1] or nil), times[2] or nil
moves[#moves + 1] = life_move(expiry, id, nil, ends)
-- @end
local refusal = addition_moves(moves, event, keys, id, stored, names, news, forms, types, fields)
-- @if tuples
refusal = refusal or tuple_additions(moves, keys, id, stored, forms, tuples)
-- @end
-- @if paths
refusal = refusal or path_additions(moves, keys, id, stored, paths)
-- @end
if refusal then return refusal end
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events, 'a', version)
redis.call('HSET', target, '\0v', version, '\0r', before)
redis.call('HDEL', target, '\0m', '\0u', '\0w', '\0c')
redis.call('HDEL', ways, '<' .. id)
-- @if followed
redis.call('HSET', ways, '=' .. id, version .. ':' .. before)
-- @end
-- @if lives
keep_life(target, {}, ends, own, lives[3])
-- @end
local reply = {'RENAMED', version}
redis.call('SET', outcome, cmsgpack.pack(reply), 'PX', millis)
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return reply

--[[
entity/delete   Remove one entity with all its index entries, or refuse; announce the removal.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index argument
ARGV    1 epoch      of the layout that the client works with
        2 expected   version that must be stored, "" for any
        3 token      reserved for the idempotency token of phase 0; ""
        4 id         as in the entity's key
        5 retention  events that the stream keeps at least
        6 channel    doorbell; "" for none
        7 ring       what the doorbell says
        8 fields     number of indexed properties
        9 field...   their names, then for each index: kind (form and entry type), number of its property
REPLY   {"DELETED", version} | {"MISSING"} | {"VERSION", actual} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(properties + indexes * log n); writes 1 2 3 4 and the indexes
]]
-- @include fragment/foreign_key
-- @include fragment/index_moves
-- @include fragment/next_version
-- @include fragment/append_event
local entity, meta, stream, primary = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local epoch, expected, token, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local retention, channel, ring, fields = ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local keys, argv, names = KEYS, ARGV, 9
local indexes = names + fields

-- Phase 0: idempotency token (reserved).
if token ~= '' then return redis.error_reply('FW_ARGUMENT token is reserved') end

-- Phase 1: read and check; nothing is written before the last refusal.
local foreign = foreign_key(keys, argv, indexes, 2)
if foreign then return foreign end
local known_epoch, last, events = unpack(redis.call('HMGET', meta, 'e', 'v', 'n'))
if known_epoch and known_epoch ~= epoch then return {'EPOCH', known_epoch} end
local stored = redis.call('HMGET', entity, '\0v', unpack(argv, names, indexes - 1))
local found = stored[1]
if not found then return {'MISSING'} end
if expected ~= '' and expected ~= found then return {'VERSION', found} end

local moves, event = {}, {'o', 'D', 'i', id}
for k = 5, #keys do
  local at = indexes + (k - 5) * 2
  local refusal = index_moves(moves, argv[at], keys[k], id, true, stored[tonumber(argv[at + 1]) + 1], false, nil)
  if refusal then return refusal end
end
for i = 1, fields do
  if stored[i + 1] then event[#event + 1] = '-' .. argv[names + i - 1]; event[#event + 1] = stored[i + 1] end
end

-- Phase 2: write; nothing here can fail after the first command succeeded.
local version = next_version(last, found)
append_event(stream, meta, epoch, version, events, retention, event)
redis.call('UNLINK', entity)
for _, move in ipairs(moves) do redis.call(unpack(move)) end
redis.call('ZREM', primary, id)
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {'DELETED', version}

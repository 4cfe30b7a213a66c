--[[
entity/delete   Remove one entity with all its index entries, or refuse; announce the removal.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
ARGV    1 epoch      of the layout that the client works with
        2 expected   version that must be stored, "" for any
        3 write_id   names the write in its event; "" for none
        4 id         as in the entity's key
        5 retention  events that the stream keeps at least
        6 channel    doorbell; "" for none
        7 ring       what the doorbell says
CONST   names: of each indexed property; forms, types, fields: of each index of one property, the last as its number; tuples: form, types and fields of each index of several
REPLY   {"DELETED", version} | {"MISSING"} | {"VERSION", actual} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(properties + indexes * log n); writes 1 2 3 4 and the indexes
]]
-- @include fragment/read_hash
-- @include fragment/index_moves
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/apply_moves
-- @if tuples
-- @include fragment/tuple_moves
-- @end
local entity, meta, stream, primary = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local epoch, expected, write_id, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local retention, channel, ring, keys = ARGV[5], ARGV[6], ARGV[7], KEYS
local names, forms, types, fields, tuples -- @constants

-- Phase 0, the idempotency token, is wrapper/once.
if not tonumber(retention) then return redis.error_reply('FW_ARGUMENT retention is a number') end

-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names))
if no_entity then return no_entity end
local found = stored[1]
if not found then return {'MISSING'} end
if expected ~= '' and expected ~= found then return {'VERSION', found} end

local version = next_version(known[2], found)
local event, events = new_event(stream, retention, version, known[3], 'D', id, write_id)
local moves = {}
for i, name in ipairs(names) do
  if stored[i + 1] then event[#event + 1] = '-' .. name; event[#event + 1] = stored[i + 1] end
end
for k, form in ipairs(forms) do
  local refusal = index_moves(moves, form, types[k], keys[4 + k], id, true, stored[fields[k] + 1], false, nil)
  if refusal then return refusal end
end
-- @if tuples
for k, tuple in ipairs(tuples) do
  local old = {}
  for j = 3, #tuple do old[j - 2] = stored[tuple[j] + 1] end
  local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + #forms + k], id, true, old, {}, nil)
  if refusal then return refusal end
end
-- @end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail appends the event.
moves[#moves + 1] = {'ZREM', primary, id}
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events)
redis.call('UNLINK', entity)
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {'DELETED', version}

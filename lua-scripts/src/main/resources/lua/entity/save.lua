--[[
entity/save   Create or change one entity with all its index entries, or refuse; announce the change.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
ARGV    1 mode       insert, update or upsert
        2 epoch      of the layout that the client works with
        3 expected   version that must be stored ("0": none), "" for any
        4 write_id   names the write in its event; "" for none
        5 expire_at  reserved; ""
        6 id         as in the entity's key
        7 retention  events that the stream keeps at least
        8 channel    doorbell; "" for none
        9 ring       what the doorbell says
        10 nulls     for each property "1" when it is null, else "0"; "" when none is
        11 value...  of each property ("" for a null), then for each index the entry of its property or properties
CONST   names, indexed: of each property; forms, types, fields: of each index of one property, the last as its number; tuples: form, types and fields of each index of several; at most 1000 properties
REPLY   {"CREATED", version} | {"UPDATED", version} | {"UNCHANGED", version} | {"EXISTS", version} | {"MISSING"} | {"VERSION", actual} | {"UNIQUE", key, holder} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(properties + indexes * log n); writes 1 2 3 4 and the indexes whose property changed
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
local mode, epoch, expected, write_id, expire_at, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local retention, channel, ring, nulls = ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local keys, argv, values = KEYS, ARGV, 10
local names, indexed, forms, types, fields, tuples -- @constants

-- Phase 0, the idempotency token, is wrapper/once.
if expire_at ~= '' then return redis.error_reply('FW_ARGUMENT expire_at is reserved') end
if mode ~= 'insert' and mode ~= 'update' and mode ~= 'upsert' then return redis.error_reply('FW_ARGUMENT no such mode') end
if #argv ~= values + #names + #keys - 4 then return redis.error_reply('FW_ARGUMENT not one value for each property and index') end
if not tonumber(retention) then return redis.error_reply('FW_ARGUMENT retention is a number') end

-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names))
if no_entity then return no_entity end
local found = stored[1]
if found and mode == 'insert' then return {'EXISTS', found} end
if not found and mode == 'update' then return {'MISSING'} end
if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end

local version = next_version(known[2], found)
local event, events = new_event(stream, retention, version, known[3], found and 'U' or 'C', id, write_id)
local writes, drops, moves = {'\0v', version}, {}, {}
for i, name in ipairs(names) do
  local old, new = stored[i + 1], string.byte(nulls, i) ~= 49 and argv[values + i]
  if old ~= new then
    if new then writes[#writes + 1] = name; writes[#writes + 1] = new else drops[#drops + 1] = name end
    if indexed[i] and old then event[#event + 1] = '-' .. name; event[#event + 1] = old end
    if indexed[i] and new then event[#event + 1] = '+' .. name; event[#event + 1] = new end
    if found and not indexed[i] then event[#event + 1] = '~' .. name; event[#event + 1] = '' end
  end
end
if found and #writes == 2 and #drops == 0 then return {'UNCHANGED', found} end
for k, form in ipairs(forms) do
  local field = fields[k]
  local old, new = stored[field + 1], string.byte(nulls, field) ~= 49 and argv[values + field]
  local refusal = (old ~= new or not found) and index_moves(moves, form, types[k], keys[4 + k], id, found, old, new, argv[values + #names + k])
  if refusal then return refusal end
end
-- @if tuples
for k, tuple in ipairs(tuples) do
  local old, new, place = {}, {}, #forms + k
  for j = 3, #tuple do
    local field = tuple[j]
    old[j - 2], new[j - 2] = stored[field + 1], string.byte(nulls, field) ~= 49 and argv[values + field]
  end
  local refusal = tuple_moves(moves, tuple[1], tuple[2], keys[4 + place], id, found, old, new, argv[values + #names + place])
  if refusal then return refusal end
end
-- @end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail appends the event.
if not found then moves[#moves + 1] = {'ZADD', primary, '0', id} end
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events)
redis.call('HSET', entity, unpack(writes))
if #drops > 0 then redis.call('HDEL', entity, unpack(drops)) end
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {found and 'UPDATED' or 'CREATED', version}

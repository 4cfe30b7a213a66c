--[[
entity/save   Create or change one entity with all its index entries, or refuse; announce the change.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index argument
ARGV    1 mode       insert, update or upsert
        2 epoch      of the layout that the client works with
        3 expected   version that must be stored ("0": none), "" for any
        4 token      reserved for the idempotency token of phase 0; ""
        5 expire_at  reserved; ""
        6 id         as in the entity's key
        7 retention  events that the stream keeps at least
        8 channel    doorbell; "" for none
        9 ring       what the doorbell says
        10 sets      number of properties with a value
        11 clears    number of properties that are null; both together at most 1000
        12 field...  sets + clears names, then sets values, then for each index: kind (form and entry type), number of its property, entry
REPLY   {"CREATED", version} | {"UPDATED", version} | {"UNCHANGED", version} | {"EXISTS", version} | {"MISSING"} | {"VERSION", actual} | {"UNIQUE", key, holder} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(properties + indexes * log n); writes 1 2 3 4 and the indexes whose property changed
]]
-- @include fragment/foreign_key
-- @include fragment/index_moves
-- @include fragment/next_version
-- @include fragment/append_event
local entity, meta, stream, primary = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local mode, epoch, expected, token, expire_at, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local retention, channel, ring, sets, clears = ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10]), tonumber(ARGV[11])
local keys, argv, names = KEYS, ARGV, 12
local values = names + sets + clears
local indexes = values + sets

-- Phase 0: idempotency token (reserved).
if token ~= '' or expire_at ~= '' then return redis.error_reply('FW_ARGUMENT token and expire_at are reserved') end
if mode ~= 'insert' and mode ~= 'update' and mode ~= 'upsert' then return redis.error_reply('FW_ARGUMENT no such mode') end
if sets + clears > 1000 then return redis.error_reply('FW_ARGUMENT more than 1000 properties') end -- one command takes 8,000 values

-- Phase 1: read and check; nothing is written before the last refusal.
local foreign = foreign_key(keys, argv, indexes, 3)
if foreign then return foreign end
local known_epoch, last, events = unpack(redis.call('HMGET', meta, 'e', 'v', 'n'))
if known_epoch and known_epoch ~= epoch then return {'EPOCH', known_epoch} end
local stored = redis.call('HMGET', entity, '\0v', unpack(argv, names, values - 1))
local found = stored[1]
if found and mode == 'insert' then return {'EXISTS', found} end
if not found and mode == 'update' then return {'MISSING'} end
if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end

local moves, indexed = {}, {}
for k = 5, #keys do
  local at = indexes + (k - 5) * 3
  local field = tonumber(argv[at + 1])
  local old, new = stored[field + 1], field <= sets and argv[values + field - 1]
  indexed[field] = true
  if not found or old ~= new then
    local refusal = index_moves(moves, argv[at], keys[k], id, found, old, new, argv[at + 2])
    if refusal then return refusal end
  end
end
local writes, drops, event = {'\0v', ''}, {}, {'o', found and 'U' or 'C', 'i', id}
for i = 1, sets + clears do
  local name, old, new = argv[names + i - 1], stored[i + 1], i <= sets and argv[values + i - 1]
  if old ~= new then
    if new then writes[#writes + 1] = name; writes[#writes + 1] = new else drops[#drops + 1] = name end
    if indexed[i] and old then event[#event + 1] = '-' .. name; event[#event + 1] = old end
    if indexed[i] and new then event[#event + 1] = '+' .. name; event[#event + 1] = new end
    if found and not indexed[i] then event[#event + 1] = '~' .. name; event[#event + 1] = '' end
  end
end
if found and #writes == 2 and #drops == 0 then return {'UNCHANGED', found} end

-- Phase 2: write; nothing here can fail after the first command succeeded.
local version = next_version(last, found)
writes[2] = version
append_event(stream, meta, epoch, version, events, retention, event)
redis.call('HSET', entity, unpack(writes))
if #drops > 0 then redis.call('HDEL', entity, unpack(drops)) end
for _, move in ipairs(moves) do redis.call(unpack(move)) end
if not found then redis.call('ZADD', primary, '0', id) end
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {found and 'UPDATED' or 'CREATED', version}

--[[
entity/forget   Remove what is left of an entity whose hash the server has removed: the caller has found its index entries. Announce its end.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 outbox     hash    {ks}:o; only of a type with values that are unique in all partitions
        7 permit     hash    {ks}:t:<token>; likewise, not used
        8 expiry     zset    {ks}:x
        9 ways       hash    {ks}:w; only of a type whose removals are noted, the last key but for attachments
        10 attached... stream {ks}:q:<name>:<id>, string {ks}:b:<name>:<id>; one for each attachment of the type, the last keys
ARGV    1 epoch      of the layout that the client works with
        2 id         as in the entity's key
        3 retention  events that the stream keeps at least
        4 channel    doorbell; "" for none
        5 ring       what the doorbell says
        6 entry...   number of an index, and a member or the field of a claim
CONST   forms: of each index, those of several properties last; claims: as of entity/save; attached: how many attachments the type has; noted: as of entity/save
REPLY   {"EXPIRED", version} | {"MISSING"} | {"ALIVE"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
FLAGS   allow-oom
COST    O(entries * log n); writes 2 3 4 8 9 10 and the indexes named
]]
-- @include fragment/read_hash
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/apply_moves
-- @include fragment/remove_member
-- @if claims
-- @include fragment/claim_moves
-- @end
-- @include fragment/life_move
local entity, meta, stream, primary = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local epoch, id, retention, channel, ring = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local keys, argv, entries = KEYS, ARGV, 6
local forms, claims, attached, noted -- @constants

-- @if attached
local attachments = {}; for k = 1, attached[1] do attachments[k] = table.remove(keys) end
-- @end
-- @if noted
local ways = table.remove(keys)
-- @end
local expiry = table.remove(keys)
-- @if claims
local permit, outbox = table.remove(keys), table.remove(keys)
-- @end
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v')
if no_entity then return no_entity end
if stored[1] then return {'ALIVE'} end
local ends = redis.call('ZSCORE', expiry, id)
if not ends then return {'MISSING'} end

local version = next_version(known[2], nil)
local event, events = new_event(stream, retention, version, known[3], 'X', id, '')
local moves = {}
for i = entries, #argv, 2 do
  local k, member = tonumber(argv[i]), argv[i + 1]
  if forms[k] ~= 'u' then
    moves[#moves + 1] = {'ZREM', keys[4 + k], member}
  elseif redis.call('HGET', keys[4 + k], member) == id then
    moves[#moves + 1] = {'HDEL', keys[4 + k], member}
  end
end
-- @if claims
local no_claim = claim_moves(moves, keys, claims, id, permit, outbox, version); if no_claim then return no_claim end
-- @end
remove_member(moves, primary, id)
-- @if noted
moves[#moves + 1] = {'HSET', ways, '-' .. id, version}
-- @end
moves[#moves + 1] = life_move(expiry, id, tonumber(ends), nil)
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events)
-- @if attached
redis.call('UNLINK', unpack(attachments))
-- @end
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {'EXPIRED', version}

--[[
entity/save   Create or change one entity with all its index entries, or refuse; announce the change.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:s:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 outbox     hash    {ks}:o; only of a type with values that are unique in all partitions
        7 permit     hash    {ks}:t:<token>; likewise
        8 expiry     zset    {ks}:x; only of a type that can expire
        9 ways       hash    {ks}:w; only of a type whose removals are noted, the last key
ARGV    1 epoch      of the layout that the client works with
        2 retention  events that the stream keeps at least
        3 channel    doorbell; "" for none
        4 ring       what the doorbell says
        5 mode       insert, update or upsert
        6 expected   version that must be stored ("0": none), "" for any
        7 write_id   names the write in its event; "" for none
        8 id         as in the entity's key
        9 nulls      for each property "1" when it is null, else "0"; "" when none is
        10 life      "", keep, restart, never, type, "at <ms>", "after <ms>", "same <ms>"; only of a type that can expire
        11 read      version whose texts the client can read, "" for none, with "0" before it where nothing is sure, "*" to replace whatever is stored; only of a type without versions
        12 value...  of each property ("" for a null), then for each index the entry of its property or properties, "" for one inside of a property
CONST   names, olds, news: of each property, the latter what events call its value before and after a change, false where they do not tell it;
        image: of a type that asks for it which values events tell beyond those of changed indexed properties, the age of the oldest event in microseconds, and of each property whether events tell it unchanged;
        forms, types, fields: of each index of one property, the last as its number; tuples: form, types and fields of each index of several; paths: type, field and steps of each index inside of a property; folds, temporal: whether a type is that of texts without case, of dates and times; at most 1000 properties; lives: of a type that can expire its
        time to live in ms, 0 for none, "keep" or "restart", how much later the server removes the hash, true if it has attachments; claims: place of the key and name of each index that is unique in all partitions; moved: of a type of several partitions, to which entities may be renamed; noted: of one whose removals change what refers to it; sure: of a type without versions which texts of each property are certainly of its type, as fragment/is_sure has it
REPLY   {"CREATED", version} | {"UPDATED", version} | {"UNCHANGED", version} | {"EXISTS", version} | {"MISSING"} | {"VERSION", actual} | {"UNIQUE", key, holder} | {"RESERVE", index, entry...} | {"EPOCH", actual} | {"ORPHANED"} | {"ARRIVING"} | {"UNREAD", version, text...} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(properties + indexes * log n); writes 1 2 3 4 and the indexes whose property changed
]]
-- @include fragment/read_partition
-- @include fragment/write_partition
-- @include fragment/ring_bell
-- @include fragment/read_stored
-- @include fragment/index_changes
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/text_changes
-- @if image
-- @include fragment/event_image
-- @end
-- @include fragment/apply_moves
-- @include fragment/add_member
-- @if claims
-- @include fragment/claim_moves
-- @end
-- @if tuples
-- @include fragment/tuple_changes
-- @end
-- @if paths
-- @include fragment/path_changes
-- @end
-- @if noted
-- @include fragment/unsettled
-- @end
-- @if sure
-- @include fragment/unread
-- @end
-- @if lives
-- @include fragment/now_millis
-- @include fragment/read_life
-- @include fragment/end_life
-- @include fragment/next_life
-- @include fragment/move_life
-- @if tuples
-- @include fragment/tuple_removals
-- @end
-- @if paths
-- @include fragment/path_removals
-- @end
-- @end
local names, olds, news, image, forms, types, fields, tuples, paths, folds, temporal, lives, claims, moved, noted, sure -- @constants
local keys, argv, meta, stream, primary = KEYS, ARGV, KEYS[2], KEYS[3], KEYS[4]
local epoch, retention, channel, ring, mode = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
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
if mode ~= 'insert' and mode ~= 'update' and mode ~= 'upsert' then return redis.error_reply('FW_ARGUMENT no such mode') end
-- @each 5
local entity, expected, write_id, id, nulls, values = keys[1], argv[at + 1], argv[at + 2], argv[at + 3], argv[at + 4], at + 4
-- @if lives
local lifetime = argv[at + 5]; values = at + 5
-- @end
-- @if sure
values = values + 1; local read = argv[values]
-- @end
local entries = values + #names
if to ~= entries + #keys - 4 then return redis.error_reply('FW_ARGUMENT not one value for each property and index') end

-- Phase 0, the idempotency token, is wrapper/once.
-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_partition(meta)
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_stored(entity, expected, names)
if no_entity then return no_entity end
local found = stored[1]
-- @if lives
local now = now_millis()
local life, no_life = read_life(entity, expiry, id, found, now, lives[4]); if no_life then return no_life end
local past = life.over and stored; if past then found, stored = false, {} end
-- @end
if found and mode == 'insert' then return {'EXISTS', found} end
-- @if moved
if not found and redis.call('HGET', entity, '\0m') then return {'ARRIVING'} end
-- @end
if not found and mode == 'update' then return {'MISSING'} end
if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end
-- @if sure
if found and read ~= '*' and read ~= found and read ~= '0' .. found and (string.byte(read) == 48 or unread(stored, argv, values, nulls, sure)) then return {'UNREAD', unpack(stored)} end
-- @end
-- @if noted
local no_room = not found and unsettled(ways, id); if no_room then return no_room end
-- @end

local moves, last, number, no_end, ended = {nil, nil, nil, nil, nil, nil, nil, nil, nil, nil}, known[2], known[3], nil -- with room for ten
-- @if lives
moves.past = past -- its entries go at once: the same ones may come
-- @if tuples
no_end = past and tuple_removals(moves, keys, id, past, forms, tuples)
-- @end
-- @if paths
no_end = no_end or past and path_removals(moves, keys, id, past, paths)
-- @end
if past and not no_end then last, number, no_end, ended = end_life(moves, past, stream, retention, last, number, keys, id, names, olds, forms, types, fields) end; if no_end then return no_end end
-- @if image
if past then event_image(ended, image, number, past[1]) end
-- @end
local ends, own, no_ends = next_life(lifetime, lives, found and life, now); if no_ends then return no_ends end
-- @end
local version = next_version(last, found)
local event, events = new_event(stream, retention, version, number, found and 'U' or 'C', id, write_id)
local writes, drops = text_changes(event, found, stored, argv, values, nulls, names, olds, news)
-- @if image
event_image(event, image, events, found, stored, argv, values, nulls, names)
-- @end
if found and #writes == 0 and #drops == 0 then
-- @if lives
  local no_move = move_life(entity, expiry, id, life, ends, own, lives[3])
  if no_move then return no_move end
-- @end
  return {'UNCHANGED', found}
end
local no_index = index_changes(moves, keys, id, found, stored, argv, values, nulls, entries, forms, types, fields); if no_index then return no_index end
-- @if tuples
local no_tuple = tuple_changes(moves, keys, id, found, stored, argv, values, nulls, entries + #forms, forms, tuples); if no_tuple then return no_tuple end
-- @end
-- @if paths
local no_path = path_changes(moves, keys, id, found, stored, argv, values, nulls, paths); if no_path then return no_path end
-- @end
-- @if claims
local no_claim = claim_moves(moves, keys, claims, id, permit, outbox, version); if no_claim then return no_claim end
-- @end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail appends the event.
if not found then add_member(moves, primary, id) end
-- @if lives
moves[#moves + 1] = life_move(expiry, id, life.ends, ends); moves[#moves + 1] = ended
-- @end
moves[#moves + 1] = event
local failure = apply_moves(moves, id)
if failure then return failure end
write_partition(meta, epoch, version, events)
-- @if lives
if past then redis.call('UNLINK', entity); life = {} end
-- @end
redis.call('HSET', entity, '\0v', version, unpack(writes))
if #drops > 0 then redis.call('HDEL', entity, unpack(drops)) end
-- @if lives
keep_life(entity, life, ends, own, lives[3])
-- @end
ring_bell(channel, ring)
return {found and 'UPDATED' or 'CREATED', version}

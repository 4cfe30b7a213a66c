--[[
entity/patch   Change some properties of one entity with their index entries, or refuse; announce the change.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
        4 primary    zset    {ks}:p
        5 index...   zset    {ks}:i:<index>, {ks}:g:<index>; hash {ks}:u:<index>; one for each index of the type
        6 outbox     hash    {ks}:o; only of a type with values that are unique in all partitions
        7 permit     hash    {ks}:t:<token>; likewise
        8 expiry     zset    {ks}:x; only of a type that can expire
        9 ways       hash    {ks}:w; only of a type whose removals are noted, the last key
ARGV    1 epoch      of the layout that the client works with
        2 retention  events that the stream keeps at least
        3 channel    doorbell; "" for none
        4 ring       what the doorbell says
        5 mode       update or upsert
        6 returning  before or after, for the texts of all properties; "" for none; all, for none, where all have to be read: of a type that can expire, has indexes of several properties, or asks for images
        7 steps      number of a property, ? and a comparison (see holds) or an operation (see patched); these of each step, with a space between; one operation for a property
        8 expected   version that must be stored ("0": none), "" for any
        9 write_id   names the write in its event; "" for none
        10 id        as in the entity's key
        11 life      as of a save; only of a type that can expire
        12 operand...  of each step, with its detail behind it
CONST   names, olds, news, image: as of a save; forms, types, fields: of each index of one property, the last as its number; tuples: form, types and fields of each index of several; paths: type, field and steps of each index inside of a property; at most 1000 properties; lives, claims, moved, noted: as of a save
REPLY   {"CREATED", version, "0", text...} | {"UPDATED", version, previous, text...} | {"UNCHANGED", version, version, text...} | {"MISSING"} | {"VERSION", actual} | {"CONDITION", version, property} | {"REFUSED", property, reason} | {"UNIQUE", key, holder} | {"RESERVE", index, entry...} | {"EPOCH", actual} | {"ORPHANED"} | {"ARRIVING"} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
COST    O(steps + indexes of what changed * log n), with texts also O(properties); writes 1 2 3 4 and the indexes whose property changed
]]
-- @include fragment/read_partition
-- @include fragment/write_partition
-- @include fragment/ring_bell
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/apply_moves
-- @include fragment/add_member
-- @if claims
-- @include fragment/claim_moves
-- @end
-- @include fragment/step_plan
-- @include fragment/run_steps
-- @include fragment/step_changes
-- @include fragment/step_image
-- @if image
-- @include fragment/event_image
-- @end
-- @include fragment/step_moves
-- @if tuples
-- @include fragment/step_tuples
-- @end
-- @if paths
-- @include fragment/step_paths
-- @end
-- @if noted
-- @include fragment/unsettled
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
local names, olds, news, image, forms, types, fields, tuples, paths, folds, temporal, lives, claims, moved, noted -- @constants
local keys, argv, none, meta, stream, primary = KEYS, ARGV, {}, KEYS[2], KEYS[3], KEYS[4]
local epoch, retention, channel, ring, mode, returning, steps = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
-- @if noted
local ways = table.remove(keys)
-- @end
-- @if lives
local expiry = table.remove(keys)
-- @end
-- @if claims
local permit, outbox = table.remove(keys), table.remove(keys)
-- @end
if not tonumber(retention) or (mode ~= 'update' and mode ~= 'upsert') then return redis.error_reply('FW_ARGUMENT retention is a number, mode update or upsert') end
local plan = step_plan(steps, names, fields, returning ~= '')
-- @each 7
local entity, expected, write_id, id, operands = keys[1], argv[at + 1], argv[at + 2], argv[at + 3], at + 3
-- @if lives
local lifetime = argv[at + 4]; operands = at + 4
-- @end
if to ~= operands + 2 * #plan.numbers then return redis.error_reply('FW_ARGUMENT not two arguments for each step') end

-- Phase 0, the idempotency token, is wrapper/once.
-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_partition(meta); if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, unpack(plan.read))
if no_entity then return no_entity end
local found = stored[1]
-- @if lives
local now = now_millis()
local life, no_life = read_life(entity, expiry, id, found, now, lives[4]); if no_life then return no_life end
local past = life.over and stored; if past then found = false end
-- @end
if not found then stored = {} end
-- @if moved
if not found and redis.call('HGET', entity, '\0m') then return {'ARRIVING'} end
-- @end
if not found and mode == 'update' then return {'MISSING'} end
if expected ~= '' and expected ~= (found or '0') then return {'VERSION', found or '0'} end
-- @if noted
local no_room = not found and unsettled(ways, id); if no_room then return no_room end
-- @end
local changed, no_run = run_steps(plan, argv, operands, entity, found, stored)
if not changed then return no_run end

local moves, last, number, no_end, ended = {nil, nil, nil, nil}, known[2], known[3], nil
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
local writes, drops = step_changes(event, found, stored, plan, changed, names, olds, news)
local texts = returning == '' and none or step_image(returning, stored, plan.new, names)
-- @if image
event_image(event, image, events, found, stored, step_image('after', stored, plan.new, names), 0, '', names)
-- @end
if found and changed == 0 then
-- @if lives
  local no_move = move_life(entity, expiry, id, life, ends, own, lives[3])
  if no_move then return no_move end
-- @end
  return {'UNCHANGED', found, found, unpack(texts)}
end
local no_step = step_moves(moves, keys, id, found, stored, plan, forms, types, fields)
if no_step then return no_step end
-- @if tuples
local no_tuple = step_tuples(moves, keys, id, found, stored, plan.new, forms, tuples); if no_tuple then return no_tuple end
-- @end
-- @if paths
local no_path = step_paths(moves, keys, id, found, stored, plan, paths); if no_path then return no_path end
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
redis.call('HSET', entity, '\0v', version, unpack(plan.writes, 1, 2 * writes))
if drops > 0 then redis.call('HDEL', entity, unpack(plan.drops, 1, drops)) end
-- @if lives
keep_life(entity, life, ends, own, lives[3])
-- @end
ring_bell(channel, ring)
return {found and 'UPDATED' or 'CREATED', version, found or '0', unpack(texts)}

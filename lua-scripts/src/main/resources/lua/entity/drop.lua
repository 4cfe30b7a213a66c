--[[
entity/drop   Remove stored fields of one entity by their names or by what these begin with, and announce it. No index is touched: the caller chooses no field that one has.
KEYS    1 entity     hash    {ks}:e:<id>
        2 meta       hash    {ks}:m
        3 stream     stream  {ks}:v
ARGV    1 epoch      of the layout that the client works with
        2 id         as in the entity's key
        3 retention  events that the stream keeps at least
        4 channel    doorbell; "" for none
        5 ring       what the doorbell says
        6 most       fields to remove at most
        7 count      how many names follow
        8 text...    names of fields, then what names begin with
CONST   names, olds, news, image: as of entity/save
REPLY   {"UPDATED", version, left} | {"UNCHANGED"} | {"MISSING"} | {"EPOCH", actual} | {"CORRUPT", key, detail}
ERRORS  FW_ARGUMENT
FLAGS   allow-oom
COST    O(fields * texts); writes 1 2 3
]]
-- @include fragment/read_hash
-- @include fragment/now_millis
-- @include fragment/chosen_fields
-- @include fragment/next_version
-- @include fragment/new_event
-- @include fragment/text_changes
-- @if image
-- @include fragment/event_image
-- @end
-- @include fragment/apply_moves
local entity, meta, stream = KEYS[1], KEYS[2], KEYS[3]
local epoch, id, retention, channel, ring = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local most, count, argv, texts = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV, 8
local names, olds, news, image -- @constants

if not (tonumber(retention) and most and count) then return redis.error_reply('FW_ARGUMENT retention, most and count are numbers') end

-- Phase 1: read and check; nothing is written before the last refusal.
local known, no_meta = read_hash(meta, 'e', 'v', 'n')
if no_meta then return no_meta end
if known[1] and known[1] ~= epoch then return {'EPOCH', known[1]} end
local stored, no_entity = read_hash(entity, '\0v', unpack(names))
if no_entity then return no_entity end
local found, ends = stored[1], redis.call('HGET', entity, '\0x')
if ends and not tonumber(ends) then return {'CORRUPT', entity, 'has an end of life that is no number'} end
if not found or (ends and tonumber(ends) <= now_millis()) then return {'MISSING'} end
local chosen, left = chosen_fields(redis.call('HKEYS', entity), argv, texts, count, most)
if next(chosen) == nil then return {'UNCHANGED'} end

local version = next_version(known[2], found)
local event, events = new_event(stream, retention, version, known[3], 'U', id, '')
local nulls = ''
for _, name in ipairs(names) do nulls = nulls .. (chosen[name] and '1' or '0') end
local _, drops = text_changes(event, found, stored, stored, 1, nulls, names, olds, news)
for _, name in ipairs(names) do chosen[name] = nil end
for name in pairs(chosen) do
  drops[#drops + 1] = name
  event[#event + 1] = '~' .. name; event[#event + 1] = ''
end
-- @if image
event_image(event, image, events, found, stored, stored, 1, nulls, names)
-- @end

-- Phase 2: write; the event is the only command that can fail.
local failure = apply_moves({event}, id)
if failure then return failure end
redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', events)
redis.call('HSET', entity, '\0v', version)
redis.call('HDEL', entity, unpack(drops))
if channel ~= '' then redis.call('PUBLISH', channel, ring) end
return {'UPDATED', version, string.format('%.0f', left)}

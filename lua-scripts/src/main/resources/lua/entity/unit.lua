--[[
entity/unit   Several writes of one partition, of one type or several, each as its own script does it after those before it: all of them, or none when one is refused.
KEYS    1 key...    of each type those of entity/save without entity and permit; then of each write its entity, its permit where its type has one, and its attachments where it removes an entity
ARGV    1 write...  of each write: the number of its kind, how many arguments its script takes, and these; no entity is written twice
CONST   models: of each type how many keys its writes share, and the place of the permit among those of a write, 0 for none; kinds: of each kind of write the number of its type, and of how many attachments it has the keys
        Where @bodies is, there are the scripts of the kinds, each as a function of its keys and arguments.
REPLY   {"DONE", {reply}...} | {"REFUSED", write, {reply}} | {"BLOCKED", write, {reply}}, the latter where the same unit may be done another time
ERRORS  FW_ARGUMENT
COST    that of its writes, and a read for each index entry and event that they write
]]
-- @include fragment/lasting
-- @include fragment/write_keys
-- @include fragment/deferred
-- @include fragment/write_deferred
local first_key, first_argument, keys, argv, server = KEYS[1], ARGV[1], KEYS, ARGV, redis
local models, kinds -- @constants
local moves, backs, events, rest, bodies = {}, {}, {}, {}, {}
local redis = deferred(server, moves, backs, events, rest)
-- @bodies
if not first_key or not first_argument then return redis.error_reply('FW_ARGUMENT a unit has a write') end

-- Phase 1: every write checks and says what it would do, knowing what those before it would; nothing is written before the last refusal.
local shared, key = {}, 1
for m, model in ipairs(models) do shared[m] = key; key = key + model[1] end
local replies, at = {'DONE'}, 1
while at <= #argv do
  local kind, count, arguments = tonumber(argv[at]), tonumber(argv[at + 1]), {}
  local type_of, attached = unpack(kinds[kind] or {})
  if not type_of or not count then return redis.error_reply('FW_ARGUMENT no such kind of write') end
  for i = 1, count do arguments[i] = argv[at + 1 + i] end
  local model = models[type_of]
  local reply = bodies[kind](write_keys(keys, shared[type_of], model[1], key, model[2], attached), arguments)
  if reply.err then return reply end
  if not string.find(' CREATED UPDATED UNCHANGED DELETED ', ' ' .. reply[1] .. ' ', 1, true) then
    return {lasting(reply) and 'REFUSED' or 'BLOCKED', tostring(#replies), reply}
  end
  replies[#replies + 1] = reply
  at, key = at + 2 + count, key + (model[2] > 0 and 2 or 1) + attached
end

-- Phase 2: write; a command that fails takes back the ones before it, and the last that can fail append the events.
for _, event in ipairs(events) do moves[#moves + 1] = event end
local failure = write_deferred(server, moves, backs, rest)
if failure then return failure end
return replies

--[[
wrapper/several   Runs a script that writes an entity for several entities of a partition, one after the other, as several calls would, each with a reply of its own; none of them twice.
What calls have in common is done once: fragments and constants, their first arguments, reading and writing the partition's meta hash, the doorbell, and the clock.
Members of sorted sets that have taken one in this call wait, and go there together at the end: what a key has taken once it takes again, and no write looks for the entries of another entity.
Those of a life that is over (moves.past) go before: the same ones may come with the next life.
Takes the keys of the first write and then the entities of the others; the arguments that all writes share, then those of each write, as many as each other's; and last the number of writes.
REPLY   {reply}... of each write; {"ERROR", failure} of one that failed
]]
-- @include fragment/counter
-- @include fragment/waiting_words
local slots, count = KEYS, tonumber(table.remove(ARGV))
local entities, others = {slots[1]}, #slots - count + 1
for i = 2, count do entities[i] = slots[others + i - 1] end
for i = #slots, others + 1, -1 do slots[i] = nil end
-- @shared
local read_stored_partition, write_stored_partition, clock_version, next_of_row = read_partition, write_partition, next_version, counter(one_more)
one_more = counter(one_more)
local room, settle, go = waiting_words()
local add_now, remove_now, add_there, remove_there = add_member, remove_member, add_position, remove_position
add_member = function(moves, key, member)
  local list, n = room('ZADD', key, 2)
  if not list then return add_now(moves, key, member) end
  list[n + 1], list[n + 2] = '0', member
end
remove_member = function(moves, key, member)
  local list, n
  if not moves.past then list, n = room('ZREM', key, 1) end
  if not list then return remove_now(moves, key, member) end
  list[n + 1] = member
end
add_position = function(moves, key, longitude, latitude, id, old)
  local list, n = room('GEOADD', key, 3)
  if not list then return add_there(moves, key, longitude, latitude, id, old) end
  list[n + 1], list[n + 2], list[n + 3] = longitude, latitude, id
end
remove_position = function(moves, key, id, old)
  local list, n
  if not moves.past then list, n = room('ZREM', key, 1) end
  if not list then return remove_there(moves, key, id, old) end
  list[n + 1] = id
end
local known, no_meta, given
local function read_partition()
  if not known and not no_meta then known, no_meta = read_stored_partition(meta) end
  return known, no_meta
end
local function write_partition(_, epoch, version, number)
  known[1], known[2], known[3], given = epoch, version, number, version
end
local function next_version(last, found)
  local next = given and last == given and next_of_row(given)
  return next and comes_after(found, next) and next or clock_version(last, found)
end
local ring_once = ring_bell
local function ring_bell() end
local function write(at, to)
-- @one
end
local replies, own = {}, (#argv - at) / count
if own ~= math.floor(own) then return redis.error_reply('FW_ARGUMENT not as many arguments of each write') end
for i = 1, count do
  local last = given
  keys[1] = entities[i]
  local done, reply = pcall(write, at, at + own)
  settle(given ~= last)
  if not done or reply.err then reply = {'ERROR', type(reply) == 'table' and reply.err or tostring(reply)} end
  replies[i], at = reply, at + own
end
if given then
  go()
  write_stored_partition(meta, epoch, given, known[3])
  ring_once(channel, ring)
end
return replies

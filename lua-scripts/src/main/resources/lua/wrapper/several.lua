--[[
wrapper/several   Runs a script that writes an entity for several entities of a partition, one after the other, as several calls would, each with a reply of its own; none of them twice.
What calls have in common is done once: fragments and constants, their first arguments, reading and writing the partition's meta hash, the doorbell, and the clock.
Takes the keys of the first write and then the entities of the others; the arguments that all writes share, then of each write how many its own are, and these; and last the number of writes.
REPLY   {reply}... of each write; {"ERROR", failure} of one that failed
]]
local first, slots, count = KEYS[1], KEYS, tonumber(table.remove(ARGV))
local entities = {first}
for i = count, 2, -1 do entities[i] = table.remove(slots) end
-- @shared
local read_stored_partition, write_stored_partition, clock_version = read_partition, write_partition, next_version
local known, no_meta, given
local function read_partition()
  if not known and not no_meta then known, no_meta = read_stored_partition(meta) end
  return known, no_meta
end
local function write_partition(_, epoch, version, number)
  known[1], known[2], known[3], given = epoch, version, number, version
end
local function next_version(last, found)
  local next = given and last == given and one_more(given)
  return next and comes_after(found, next) and next or clock_version(last, found)
end
local ring_once = ring_bell
local function ring_bell() end
local function write(at, to)
-- @one
end
local replies = {}
for i = 1, count do
  local to = at + tonumber(argv[at])
  keys[1] = entities[i]
  local done, reply = pcall(write, at, to)
  if not done or reply.err then reply = {'ERROR', type(reply) == 'table' and reply.err or tostring(reply)} end
  replies[i], at = reply, to + 1
end
if given then
  write_stored_partition(meta, epoch, given, known[3])
  ring_once(channel, ring)
end
return replies
